# SPDX-License-Identifier: Apache-2.0 · results.h5 as Python reads it; and files that are not results, made by h5py
import os
import re
import shutil
import subprocess
import sys
import tempfile

try:
    import h5py
    import numpy as np
except ImportError as e:
    print(f"1..0 # SKIP {e.name} is missing (XTREMOR_PYTHON names a Python that has it)")
    sys.exit(0)

count = failures = 0


def ok(good, name, why=""):
    global count, failures
    count += 1
    failures += not good
    print(f"{'ok' if good else 'not ok'} {count} - {name}")
    if not good and why:
        print("\n".join("# " + line for line in str(why).split("\n")))


store = os.path.join(os.environ.get("top_builddir", "."), "tests", "t-store")
folder = tempfile.mkdtemp(prefix="t-h5py.", dir=os.environ.get("TMPDIR", "."))
path = os.path.join(folder, "results.h5")


def serve(what, path):
    return subprocess.run([store, what, path], capture_output=True, text=True)


def h5py_reads():
    with h5py.File(path) as f:
        ok(f["score"].shape == (2, 3, 5, 2) and f["score"].dtype == np.float32, "h5py: /score has four dimensions")
        ok(list(f["checkpoint"].asstr()[:]) == ["xlm-r", "ன்-model"], "h5py: names are UTF-8")
        ok(np.isnan(f["score"][0, 2, 4]).all() and f["score"][1, 1, 2, 1] == 1, "h5py: NaN where nothing was scored")
        ok(f["seed"][1] == 2**64 - 1 and f["label"][2, 4] == -1, "h5py: the highest seed, and padding")
        ok([d[0].name for d in f["score"].dims] == ["/checkpoint", "/condition", "/item", "/choice"],
           "h5py: dimensions have their scales")
        ok(f.attrs["schema"] == 1 and f.attrs["prefix"] == b"query: ", "h5py: attributes", dict(f.attrs))
        ok(set(f.attrs) == {"schema", "xtremor", "isa", "prefix"}, "h5py: and no other", list(f.attrs))
        ok(all(f[n].chunks is None and not f[n].compression for n in f), "h5py: all is contiguous")


def xarray_reads():
    try:
        import xarray
        import h5netcdf  # noqa: F401
    except ImportError as e:
        ok(True, f"xarray reads results # SKIP {e.name} is missing")
        return True
    with xarray.open_dataset(path, engine="h5netcdf") as d:
        ok(d.score.dims == ("checkpoint", "condition", "item", "choice"), "xarray: /score has named dimensions")
        ok(d.idx.dims == ("condition", "item") and d["head"].dims == ("checkpoint",), "xarray: and so have the others")
        ok(list(d.language.str.decode("utf-8").values) == ["en", "en", "ta"], "xarray: texts are bytes in UTF-8")
        ok(list(d.choice.values) == [0, 1], "xarray: choices are 0 and 1")
    return False


def page_examples(skip):
    page = os.path.join(os.environ.get("srcdir", "."), "man", "xtremor-results.5")
    blocks = re.findall(r"^\.Bd -literal.*?\n(.*?)^\.Ed", open(page, encoding="utf-8").read(), re.M | re.S)
    for block in blocks:
        name = "h5py" if "h5py" in block else "xarray"
        if name == "xarray" and skip:
            continue
        done = subprocess.run([sys.executable, "-B", "-W", "ignore", "-c", block.replace("\\e", "\\")], cwd=folder,
                              capture_output=True, text=True)
        ok(done.returncode == 0 and done.stdout, f"the example of xtremor-results(5) for {name} runs", done.stderr)


def replace(f, name, **how):
    del f[name]
    return f.create_dataset(name, **how)


def put(f, name, index, value):
    f[name][index] = value


def external(f):
    data = f["score"][:]
    replace(f, "score", shape=data.shape, dtype="<f4", external=[(os.path.join(folder, "raw"), 0, data.nbytes)])[:] = data


def virtual(f):
    layout = h5py.VirtualLayout(shape=(2, 3, 5, 2), dtype="<f4")
    layout[:] = h5py.VirtualSource(path, "score", shape=(2, 3, 5, 2))
    del f["score"]
    f.create_virtual_dataset("score", layout)


def compact(f):
    plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    plist.set_layout(h5py.h5d.COMPACT)
    del f["severity"]
    h5py.h5d.create(f.id, b"severity", h5py.h5t.STD_U8LE, h5py.h5s.create_simple((3,)), plist)


def huge(f):
    for name in ("item", "label", "idx", "question", "edits", "score"):
        shape = tuple(1 << 23 if n == 5 else n for n in f[name].shape)
        replace(f, name, shape=shape, dtype=f[name].dtype)


def text(f, name, values, size, cset=h5py.h5t.CSET_UTF8):
    kind = h5py.h5t.C_S1.copy()
    kind.set_size(size)
    kind.set_cset(cset)
    kind.set_strpad(h5py.h5t.STR_NULLPAD)
    del f[name]
    d = h5py.h5d.create(f.id, name.encode(), kind, h5py.h5s.create_simple((len(values),)))
    d.write(h5py.h5s.ALL, h5py.h5s.ALL, np.array(values, f"S{size}"), kind)


def junk(f):
    d = f["attack"].id
    raw = np.frombuffer(b"n\0neswapnone", "V4")
    d.write(h5py.h5s.ALL, h5py.h5s.ALL, raw, d.get_type())


BAD = [
    ("a dataset too few", "has no /edits", lambda f: f.__delitem__("edits")),
    ("a dataset too many", "holds 'more'", lambda f: f.create_dataset("more", data=1)),
    ("a soft link", "is not a dataset of this file", lambda f: (f.move("idx", "gone"), f.__setitem__("idx", h5py.SoftLink("/gone")), f.__delitem__("gone"))),
    ("an external link", "is not a dataset of this file", lambda f: (f.__delitem__("score"), f.__setitem__("score", h5py.ExternalLink(path, "/score")))),
    ("a group", "is not a dataset of this file", lambda f: (f.__delitem__("head"), f.create_group("head"))),
    ("a named type", "is not a dataset of this file", lambda f: (f.__delitem__("head"), f.__setitem__("head", np.dtype("<f4")))),
    ("one dataset by two names", "is of another type", lambda f: (f.__delitem__("idx"), f.__setitem__("idx", f["label"]))),
    ("scores that are packed", "is not stored as one plain piece", lambda f: replace(f, "score", data=np.zeros((2, 3, 5, 2), "<f4"), compression="gzip")),
    ("scores in chunks", "is not stored as one plain piece", lambda f: replace(f, "score", data=np.zeros((2, 3, 5, 2), "<f4"), chunks=True)),
    ("numbers in the header", "is not stored as one plain piece", compact),
    ("scores in another file", "is not stored as one plain piece", external),
    ("scores from another file", "is not stored as one plain piece", virtual),
    ("scores of double length", "is of another type", lambda f: replace(f, "score", data=np.zeros((2, 3, 5, 2)))),
    ("scores with the other end first", "is of another type", lambda f: replace(f, "score", data=np.zeros((2, 3, 5, 2), ">f4"))),
    ("texts of any length", "is of another type", lambda f: replace(f, "language", data=np.array(["en", "en", "ta"], object), dtype=h5py.string_dtype())),
    ("texts in ASCII", "is of another type", lambda f: text(f, "language", [b"en", b"en", b"ta"], 2, h5py.h5t.CSET_ASCII)),
    ("texts that are no UTF-8", "is not UTF-8", lambda f: text(f, "language", [b"en", b"\xff\xfe", b"ta"], 2)),
    ("texts with bytes behind their end", "is not UTF-8", junk),
    ("texts too long to be any", "is of another type", lambda f: text(f, "language", [b"en", b"en", b"ta"], 5000)),
    ("references", "is of another type", lambda f: replace(f, "idx", shape=(3, 5), dtype=h5py.ref_dtype)),
    ("a dimension too few", "dimensions", lambda f: replace(f, "label", data=np.zeros(15, "i1"))),
    ("an item too many", "do not fit", lambda f: replace(f, "label", data=np.zeros((3, 6), "i1"))),
    ("no condition", "do not fit", lambda f: replace(f, "condition", data=np.zeros(0, "<u4"))),
    ("a single number", "dimensions", lambda f: replace(f, "condition", data=np.uint32(3))),
    ("sizes that the file does not hold", "which the file does not hold", huge),
    ("three choices", "do not fit", lambda f: (replace(f, "choice", data=np.arange(3, dtype="u1")), )),
    ("an index that does not count", "is not 0, 1, 2", lambda f: put(f, "item", 2, 7)),
    ("a label that cannot be", "cannot be", lambda f: put(f, "label", (1, 1), 2)),
    ("a question that cannot be", "cannot be", lambda f: put(f, "question", (1, 1), 2)),
    ("a checkpoint without a name", "has no name", lambda f: text(f, "checkpoint", [b"", b"b"], 1)),
    ("another schema", "schema 2", lambda f: f.attrs.__setitem__("schema", np.int32(2))),
    ("no schema", "has no attribute schema", lambda f: f.attrs.__delitem__("schema")),
    ("an attribute of any length", "is not one line of text", lambda f: f.attrs.__setitem__("isa", "avx2")),
    ("an attribute that is a list", "is not one line of text", lambda f: f.attrs.__setitem__("isa", np.array([b"a", b"b"]))),
    ("an attribute of two lines", "is not one line of text", lambda f: f.attrs.__setitem__("isa", np.bytes_(b"a\nb=c"))),
]


def bad_files():
    bad = os.path.join(folder, "bad.h5")
    for name, message, spoil in BAD:
        shutil.copy(path, bad)
        try:
            with h5py.File(bad, "r+") as f:
                spoil(f)
        except Exception as e:
            ok(False, f"{name}: can be made", e)
            continue
        done = serve("read", bad)
        ok(done.returncode == 1 and message in done.stdout, f"{name} is refused", f"{done.returncode} {done.stdout}")
    whole = open(path, "rb").read()
    refused = True
    for length in list(range(0, len(whole), 997)) + [len(whole) - 1]:
        with open(bad, "wb") as f:
            f.write(whole[:length])
        refused = refused and serve("read", bad).returncode == 1
    ok(refused, "a file cut anywhere is refused")
    with open(bad, "wb") as f:
        f.write(b"%PDF-1.7\n" * 100)
    ok(serve("read", bad).returncode == 1, "another kind of file is refused")
    ok(serve("read", folder).returncode == 1, "a folder is refused")
    ok(serve("read", os.path.join(folder, "none.h5")).returncode == 1, "a file that is not there is refused")


try:
    ok(serve("write", path).returncode == 0, "a sample is written")
    h5py_reads()
    page_examples(xarray_reads())
    bad_files()
    ok(serve("read", path).stdout == "fine\n", "none of that touched the sample")
finally:
    shutil.rmtree(folder)
print(f"1..{count}")
sys.exit(failures != 0)
