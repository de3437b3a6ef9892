/* SPDX-License-Identifier: Apache-2.0 · an interpreter that knows what a state dict needs, and refuses the rest */
#include "model/pickle.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/utf8.h"

/* What a value is. Nothing is ever more than this note of it. */
enum kind { NOTHING, MARK, NUMBER, TEXT, TUPLE, LIST, DICT, GLOBAL, STORAGE, TENSOR };

static const char *const KINDS[] = {"nothing", "a mark", "a number", "a text", "a tuple", "a list", "a dict",
        "a global", "a storage", "a tensor"};

/* The globals that state dicts use; the storages carry their type. */
enum global { ORDERED_DICT, REBUILD_TENSOR, REBUILD_PARAMETER, STORAGE_CLASS };

static const struct {
	const char *module, *name;
	enum global global;
	enum dtype dtype;
} GLOBALS[] = {
        {"collections", "OrderedDict", ORDERED_DICT, DTYPE_F32},
        {"torch._utils", "_rebuild_tensor_v2", REBUILD_TENSOR, DTYPE_F32},
        {"torch._utils", "_rebuild_parameter", REBUILD_PARAMETER, DTYPE_F32},
        {"torch", "DoubleStorage", STORAGE_CLASS, DTYPE_F64},
        {"torch", "FloatStorage", STORAGE_CLASS, DTYPE_F32},
        {"torch", "HalfStorage", STORAGE_CLASS, DTYPE_F16},
        {"torch", "BFloat16Storage", STORAGE_CLASS, DTYPE_BF16},
        {"torch", "LongStorage", STORAGE_CLASS, DTYPE_I64},
        {"torch", "IntStorage", STORAGE_CLASS, DTYPE_I32},
        {"torch", "ShortStorage", STORAGE_CLASS, DTYPE_I16},
        {"torch", "CharStorage", STORAGE_CLASS, DTYPE_I8},
        {"torch", "ByteStorage", STORAGE_CLASS, DTYPE_U8},
        {"torch", "BoolStorage", STORAGE_CLASS, DTYPE_BOOL},
};

#define GLOBAL_COUNT (sizeof(GLOBALS) / sizeof(*GLOBALS))

struct value {
	enum kind kind;
	int64_t number;
	bool cut; /* NUMBER: number has only the lower 64 of its bits */
	const char *text;
	size_t global;       /* GLOBAL, STORAGE: which class */
	struct value **item; /* TUPLE, LIST, DICT (key, value, key, …), STORAGE (its key) */
	size_t count, capacity;
	struct pickle_tensor *tensor; /* TENSOR */
};

struct pickle {
	struct arena arena;
	struct value *root;
	struct pickle_tensor *tensor;
	size_t count, end;
};

/* The machine while it reads. */
struct machine {
	struct arena *arena;
	const char *file;
	const unsigned char *bytes;
	size_t length, at, opcode_at;
	struct value **stack, **memo;
	size_t depth, stack_capacity, memo_count, memo_capacity, steps;
	struct xt_err *err;
};

static int fault(const struct machine *m, const char *what)
{
	return err_set(m->err, "%s: pickle at byte %zu: %s: this is no state dict that torch.save wrote",
	        m->file, m->opcode_at, what);
}

static int wrong_kind(const struct machine *m, const char *wanted, const struct value *is)
{
	char what[128];

	snprintf(
	        what, sizeof(what), "%s is wanted and %s is there", wanted, is ? KINDS[is->kind] : "nothing");
	return fault(m, what);
}

static struct value *make(struct machine *m, enum kind kind)
{
	struct value *v = arena_alloc(m->arena, 1, sizeof(*v));

	*v = (struct value){.kind = kind};
	return v;
}

static int push(struct machine *m, struct value *v)
{
	if (m->depth == PICKLE_STACK_MAX)
		return fault(m, "the stack is too deep");
	m->stack = mem_grow(m->stack, &m->stack_capacity, m->depth + 1, sizeof(*m->stack));
	m->stack[m->depth++] = v;
	return 0;
}

/* Takes the top value; NULL with err set where there is none, or a mark. */
static struct value *pop(struct machine *m)
{
	if (m->depth && m->stack[m->depth - 1]->kind != MARK)
		return m->stack[--m->depth];
	fault(m, "the stack is empty");
	return NULL;
}

static struct value *top(struct machine *m, enum kind kind)
{
	struct value *v = m->depth ? m->stack[m->depth - 1] : NULL;

	if (v && v->kind == kind)
		return v;
	wrong_kind(m, KINDS[kind], v);
	return NULL;
}

/* Where the newest mark is: *first is the value above it. */
static int find_mark(struct machine *m, size_t *first)
{
	for (size_t i = m->depth; i--;)
		if (m->stack[i]->kind == MARK) {
			*first = i + 1;
			return 0;
		}
	return fault(m, "there is no mark");
}

/* n bytes of the argument; NULL with err set where the file ends first. */
static const unsigned char *take(struct machine *m, size_t n)
{
	if (n > m->length - m->at) {
		fault(m, "the file ends inside");
		return NULL;
	}
	m->at += n;
	return m->bytes + m->at - n;
}

/* A little-endian number of n ≤ 4 bytes. */
static int take_number(struct machine *m, size_t n, uint32_t *out)
{
	const unsigned char *p = take(m, n);

	if (!p)
		return -1;
	*out = 0;
	while (n--)
		*out = *out << 8 | p[n];
	return 0;
}

static void add_item(struct machine *m, struct value *to, struct value *v)
{
	if (to->count == to->capacity) {
		size_t capacity = to->capacity ? to->capacity * 2 : 8;
		struct value **grown = arena_alloc(m->arena, capacity, sizeof(*grown));

		if (to->count)
			memcpy(grown, to->item, to->count * sizeof(*grown));
		to->item = grown;
		to->capacity = capacity;
	}
	to->item[to->count++] = v;
}

static int push_number(struct machine *m, int64_t number)
{
	struct value *v = make(m, NUMBER);

	v->number = number;
	return push(m, v);
}

static int do_number(struct machine *m, size_t bytes)
{
	uint32_t n;

	return take_number(m, bytes, &n) || push_number(m, bytes == 4 ? (int64_t)(int32_t)n : (int64_t)n) ? -1
	                                                                                                  : 0;
}

/* LONG1: a byte that tells how many, then that many of the number; more than eight are cut, as torch's magic number is. */
static int do_long(struct machine *m)
{
	uint64_t value = 0;
	struct value *v = make(m, NUMBER);
	const unsigned char *p;
	uint32_t n;

	if (take_number(m, 1, &n) || !(p = take(m, n)))
		return -1;
	for (uint32_t i = 0; i < 8; i++)
		value |= (uint64_t)(i < n ? p[i] : n && p[n - 1] & 0x80 ? 0xFF : 0) << (8 * i);
	v->number = (int64_t)value;
	v->cut = n > 8;
	return push(m, v);
}

/* A number that can be a size. */
static bool is_count(const struct value *v)
{
	return v->kind == NUMBER && !v->cut && v->number >= 0 && (uint64_t)v->number <= SIZE_MAX;
}

static int do_text(struct machine *m)
{
	struct value *v = make(m, TEXT);
	const unsigned char *p;
	uint32_t n;

	if (take_number(m, 4, &n))
		return -1;
	if (n > PICKLE_STRING_MAX)
		return fault(m, "a text is too long");
	if (!(p = take(m, n)))
		return -1;
	if (utf8_check((const char *)p, n, NULL))
		return fault(m, "a text is not UTF-8");
	v->text = arena_copy(m->arena, (const char *)p, n);
	return push(m, v);
}

/* One line of GLOBAL's argument, without its newline; its length, or −1 with err set. */
static int take_line(struct machine *m, const char **line)
{
	const unsigned char *begin = m->bytes + m->at, *end = memchr(begin, '\n', m->length - m->at);

	if (!end || end - begin > PICKLE_STRING_MAX)
		return fault(m, "a name has no end");
	*line = (const char *)begin;
	m->at += (size_t)(end - begin) + 1;
	return (int)(end - begin);
}

static int do_global(struct machine *m)
{
	struct value *v = make(m, GLOBAL);
	const char *module, *name;
	int module_length = take_line(m, &module), name_length;
	char what[160];

	if (module_length < 0 || (name_length = take_line(m, &name)) < 0)
		return -1;
	for (size_t i = 0; i < GLOBAL_COUNT; i++)
		if ((size_t)module_length == strlen(GLOBALS[i].module) &&
		        (size_t)name_length == strlen(GLOBALS[i].name) &&
		        !memcmp(module, GLOBALS[i].module, (size_t)module_length) &&
		        !memcmp(name, GLOBALS[i].name, (size_t)name_length)) {
			v->global = i;
			return push(m, v);
		}
	snprintf(what, sizeof(what), "the global '%.*s.%.*s' is refused, nothing was run",
	        module_length > 60 ? 60 : module_length, module, name_length > 40 ? 40 : name_length, name);
	return fault(m, what);
}

static int put_memo(struct machine *m, size_t i)
{
	if (!m->depth || m->stack[m->depth - 1]->kind == MARK)
		return fault(m, "the stack is empty");
	if (i >= PICKLE_MEMO_MAX)
		return fault(m, "the memo is too large");
	if (i >= m->memo_count) {
		m->memo = mem_grow(m->memo, &m->memo_capacity, i + 1, sizeof(*m->memo));
		memset(m->memo + m->memo_count, 0, (i + 1 - m->memo_count) * sizeof(*m->memo));
		m->memo_count = i + 1;
	}
	m->memo[i] = m->stack[m->depth - 1];
	return 0;
}

static int do_memo(struct machine *m, bool put, size_t bytes)
{
	uint32_t i;

	if (take_number(m, bytes, &i))
		return -1;
	if (put)
		return put_memo(m, i);
	if (i >= m->memo_count || !m->memo[i])
		return fault(m, "the memo has no such entry");
	return push(m, m->memo[i]);
}

/* The n topmost values become a tuple. */
static int do_tuple(struct machine *m, size_t n)
{
	struct value *v = make(m, TUPLE);

	if (n > m->depth)
		return fault(m, "the stack is empty");
	for (size_t i = m->depth - n; i < m->depth; i++) {
		if (m->stack[i]->kind == MARK)
			return fault(m, "a mark is in a tuple");
		add_item(m, v, m->stack[i]);
	}
	m->depth -= n;
	return push(m, v);
}

static int do_tuple_to_mark(struct machine *m)
{
	struct value *tuple;
	size_t first = 0;

	if (find_mark(m, &first) || do_tuple(m, m->depth - first))
		return -1;
	tuple = m->stack[--m->depth];
	m->stack[m->depth - 1] = tuple; /* in the mark's place */
	return 0;
}

/* Everything above the mark goes to the list or dict below it. */
static int do_items(struct machine *m, enum kind kind)
{
	struct value *to;
	size_t first = 0, end = m->depth;

	if (find_mark(m, &first))
		return -1;
	m->depth = first - 1;
	if (!(to = top(m, kind)))
		return -1;
	if (kind == DICT && (end - first) % 2)
		return fault(m, "a key has no value");
	for (size_t i = first; i < end; i++)
		add_item(m, to, m->stack[i]);
	return 0;
}

static int do_item(struct machine *m, enum kind kind)
{
	struct value *v = pop(m), *key = NULL, *to;

	if (!v || (kind == DICT && !(key = pop(m))) || !(to = top(m, kind)))
		return -1;
	if (key)
		add_item(m, to, key);
	add_item(m, to, v);
	return 0;
}

/* ('storage', class, key, location, numel) or, before torch 1.6, the same and a view, which must be nothing. */
static int do_persistent(struct machine *m)
{
	struct value *id = pop(m), *v;

	if (!id)
		return -1;
	if (id->kind != TUPLE || id->count < 5 || id->count > 6 || id->item[0]->kind != TEXT ||
	        strcmp(id->item[0]->text, "storage") || id->item[1]->kind != GLOBAL ||
	        GLOBALS[id->item[1]->global].global != STORAGE_CLASS || id->item[2]->kind != TEXT ||
	        id->item[3]->kind != TEXT || !is_count(id->item[4]))
		return fault(m, "a persistent id is no storage");
	if (id->count == 6 && id->item[5]->kind != NOTHING)
		return fault(m, "a storage is a view of another, which only very old files have");
	v = make(m, STORAGE);
	v->global = id->item[1]->global;
	v->text = id->item[2]->text;
	v->number = id->item[4]->number;
	return push(m, v);
}

static int read_sizes(struct machine *m, const struct value *tuple, size_t out[TENSOR_RANK_MAX])
{
	if (tuple->kind != TUPLE)
		return wrong_kind(m, "a tuple of sizes", tuple);
	if (tuple->count > TENSOR_RANK_MAX)
		return fault(m, "a tensor has more than 8 dimensions");
	for (size_t i = 0; i < tuple->count; i++) {
		if (!is_count(tuple->item[i]))
			return fault(m, "a size is no number from 0 on");
		out[i] = (size_t)tuple->item[i]->number;
	}
	return 0;
}

/* _rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks[, metadata]) */
static int rebuild_tensor(struct machine *m, const struct value *args)
{
	struct pickle_tensor *t = arena_alloc(m->arena, 1, sizeof(*t));
	struct value *v = make(m, TENSOR);

	*t = (struct pickle_tensor){.name = ""};
	if (args->count < 6 || args->count > 7 || args->item[0]->kind != STORAGE || !is_count(args->item[1]))
		return fault(m, "_rebuild_tensor_v2 has other arguments than a storage and numbers");
	if (read_sizes(m, args->item[2], t->shape) || read_sizes(m, args->item[3], t->stride))
		return -1;
	if (args->item[2]->count != args->item[3]->count)
		return fault(m, "a tensor has more sizes than strides, or fewer");
	t->storage = args->item[0]->text;
	t->dtype = GLOBALS[args->item[0]->global].dtype;
	t->numel = (size_t)args->item[0]->number;
	t->offset = (size_t)args->item[1]->number;
	t->rank = (unsigned)args->item[2]->count;
	v->tensor = t;
	return push(m, v);
}

static int do_reduce(struct machine *m)
{
	struct value *args = pop(m), *callee = args ? pop(m) : NULL;

	if (!callee)
		return -1;
	if (callee->kind != GLOBAL || args->kind != TUPLE)
		return wrong_kind(m, "a function's name", callee);
	switch (GLOBALS[callee->global].global) {
	case ORDERED_DICT:
		return args->count ? fault(m, "OrderedDict has arguments") : push(m, make(m, DICT));
	case REBUILD_TENSOR:
		return rebuild_tensor(m, args);
	case REBUILD_PARAMETER: /* (tensor, requires_grad, hooks) */
		if (!args->count || args->item[0]->kind != TENSOR)
			return fault(m, "_rebuild_parameter has no tensor");
		return push(m, args->item[0]);
	default:
		return fault(m, "a storage is made by itself");
	}
}

/* A state dict carries an attribute, _metadata: a dict of version numbers, of which nothing is taken. */
static int do_build(struct machine *m)
{
	struct value *state = pop(m);

	if (!state)
		return -1;
	return state->kind == DICT ? (top(m, DICT) ? 0 : -1) : wrong_kind(m, "a dict of attributes", state);
}

static int unknown(struct machine *m, unsigned opcode)
{
	char what[64];

	snprintf(what, sizeof(what), "the opcode 0x%02x is refused", opcode);
	return fault(m, what);
}

static int do_protocol(struct machine *m)
{
	uint32_t version;

	if (take_number(m, 1, &version))
		return -1;
	return version == 2 ? 0 : fault(m, "it is not of protocol 2");
}

static int step(struct machine *m, unsigned opcode)
{
	switch (opcode) {
	case 0x80: /* PROTO */
		return do_protocol(m);
	case '(': /* MARK */
		return push(m, make(m, MARK));
	case '}': /* EMPTY_DICT */
		return push(m, make(m, DICT));
	case ']': /* EMPTY_LIST */
		return push(m, make(m, LIST));
	case ')': /* EMPTY_TUPLE */
		return push(m, make(m, TUPLE));
	case 'N': /* NONE */
		return push(m, make(m, NOTHING));
	case 0x88: /* NEWTRUE */
	case 0x89: /* NEWFALSE */
		return push_number(m, opcode == 0x88);
	case 'K': /* BININT1, BININT2, BININT */
	case 'M':
	case 'J':
		return do_number(m, opcode == 'K' ? 1 : opcode == 'M' ? 2 : 4);
	case 0x8A: /* LONG1 */
		return do_long(m);
	case 'X': /* BINUNICODE */
		return do_text(m);
	case 'c': /* GLOBAL */
		return do_global(m);
	case 0x85: /* TUPLE1, TUPLE2, TUPLE3 */
	case 0x86:
	case 0x87:
		return do_tuple(m, opcode - 0x84);
	case 't': /* TUPLE */
		return do_tuple_to_mark(m);
	case 'e': /* APPENDS */
	case 'u': /* SETITEMS */
		return do_items(m, opcode == 'e' ? LIST : DICT);
	case 'a': /* APPEND */
	case 's': /* SETITEM */
		return do_item(m, opcode == 'a' ? LIST : DICT);
	case 'q': /* BINPUT, LONG_BINPUT, BINGET, LONG_BINGET */
	case 'r':
	case 'h':
	case 'j':
		return do_memo(m, opcode == 'q' || opcode == 'r', opcode == 'q' || opcode == 'h' ? 1 : 4);
	case 'Q': /* BINPERSID */
		return do_persistent(m);
	case 'R': /* REDUCE */
		return do_reduce(m);
	case 'b': /* BUILD */
		return do_build(m);
	default:
		return unknown(m, opcode);
	}
}

/* Runs to STOP; the one value left is the result, NULL with err set. */
static struct value *run(struct machine *m)
{
	const unsigned char *opcode;
	struct value *result = NULL;

	for (;;) {
		m->opcode_at = m->at;
		if (m->steps++ == PICKLE_STEPS_MAX)
			return fault(m, "it is longer than any state dict's"), NULL;
		opcode = take(m, 1);
		if (!opcode || (*opcode != '.' && step(m, *opcode)))
			return NULL;
		if (*opcode == '.')
			break;
	}
	if (!(result = pop(m)))
		return NULL;
	if (!m->depth)
		return result;
	fault(m, "values are left over");
	return NULL;
}

static int execute(
        struct pickle *p, const char *file, const void *bytes, size_t length, size_t at, struct xt_err *err)
{
	struct machine m = {.arena = &p->arena, .file = file, .bytes = bytes, .at = at, .err = err};

	/* a legacy file goes on with the numbers; no pickle of it is longer than this */
	m.length = length - at > PICKLE_BYTES_MAX ? at + PICKLE_BYTES_MAX : length;
	p->root = run(&m);
	p->end = m.at;
	mem_free(m.stack);
	mem_free(m.memo);
	return p->root ? 0 : -1;
}

static int compare(const void *a, const void *b)
{
	const struct pickle_tensor *const *x = a, *const *y = b;

	return strcmp((*x)->name, (*y)->name);
}

static int check_names(const struct pickle *p, const char *file, struct xt_err *err)
{
	const struct pickle_tensor **sorted = mem_alloc(p->count + 1, sizeof(const struct pickle_tensor *));
	int result = 0;

	for (size_t i = 0; i < p->count; i++)
		sorted[i] = &p->tensor[i];
	qsort(sorted, p->count, sizeof(*sorted), compare);
	for (size_t i = 1; i < p->count && !result; i++)
		if (!strcmp(sorted[i - 1]->name, sorted[i]->name))
			result = err_set(err, "%s: holds tensor '%s' twice", file, sorted[i]->name);
	mem_free(sorted);
	return result;
}

static int collect(struct pickle *p, const char *file, struct xt_err *err)
{
	const struct value *dict = p->root;

	if (dict->kind != DICT)
		return err_set(err, "%s: is %s, and a state dict, from names to tensors, is wanted", file,
		        KINDS[dict->kind]);
	p->tensor = arena_alloc(&p->arena, dict->count / 2 + 1, sizeof(*p->tensor));
	for (size_t i = 0; i < dict->count; i += 2) {
		const struct value *key = dict->item[i], *v = dict->item[i + 1];

		if (key->kind != TEXT)
			return err_set(err, "%s: a state dict has a key that is %s", file, KINDS[key->kind]);
		if (v->kind == DICT || v->kind == LIST || v->kind == TUPLE)
			return err_set(err,
			        "%s: '%s' is %s: this is a training checkpoint, and a bare state dict is "
			        "wanted: "
			        "torch.save(model.state_dict(), …)",
			        file, key->text, KINDS[v->kind]);
		if (v->kind != TENSOR)
			continue;
		p->tensor[p->count] = *v->tensor;
		p->tensor[p->count++].name = key->text;
	}
	return check_names(p, file, err);
}

int pickle_open(struct pickle **out, const char *file, const void *bytes, size_t length, size_t at,
        struct xt_err *err)
{
	*out = mem_zalloc(1, sizeof(**out));
	if (!execute(*out, file, bytes, length, at, err) && !collect(*out, file, err))
		return 0;
	pickle_close(*out);
	*out = NULL;
	return -1;
}

void pickle_close(struct pickle *pickle)
{
	if (!pickle)
		return;
	arena_release(&pickle->arena);
	mem_free(pickle);
}

size_t pickle_end(const struct pickle *pickle)
{
	return pickle->end;
}

size_t pickle_count(const struct pickle *pickle)
{
	return pickle->count;
}

const struct pickle_tensor *pickle_at(const struct pickle *pickle, size_t i)
{
	return i < pickle->count ? &pickle->tensor[i] : NULL;
}

/* Runs one pickle whose result must be of a kind. */
static int run_for(enum kind kind, struct pickle *p, const char *file, const void *bytes, size_t length,
        size_t at, struct xt_err *err)
{
	if (execute(p, file, bytes, length, at, err))
		return -1;
	return p->root->kind == kind ? 0
	                             : err_set(err, "%s: pickle at byte %zu: is %s where %s is wanted", file,
	                                       at, KINDS[p->root->kind], KINDS[kind]);
}

int pickle_number(const char *file, const void *bytes, size_t length, size_t at, unsigned long long *number,
        size_t *end, struct xt_err *err)
{
	struct pickle p = {.count = 0};
	int result = run_for(NUMBER, &p, file, bytes, length, at, err);

	if (!result)
		*number = (unsigned long long)p.root->number;
	*end = p.end;
	arena_release(&p.arena);
	return result;
}

int pickle_skip_dict(
        const char *file, const void *bytes, size_t length, size_t at, size_t *end, struct xt_err *err)
{
	struct pickle p = {.count = 0};
	int result = run_for(DICT, &p, file, bytes, length, at, err);

	*end = p.end;
	arena_release(&p.arena);
	return result;
}

int pickle_list(struct pickle **out, const char *file, const void *bytes, size_t length, size_t at,
        size_t *count, struct xt_err *err)
{
	struct pickle *p = mem_zalloc(1, sizeof(*p));
	int result = run_for(LIST, p, file, bytes, length, at, err);

	for (size_t i = 0; !result && i < p->root->count; i++)
		if (p->root->item[i]->kind != TEXT)
			result = err_set(err, "%s: pickle at byte %zu: the list of storages holds %s", file,
			        at, KINDS[p->root->item[i]->kind]);
	*count = result ? 0 : p->root->count;
	*out = p;
	if (!result)
		return 0;
	pickle_close(p);
	*out = NULL;
	return -1;
}

const char *pickle_text(const struct pickle *pickle, size_t i)
{
	return i < pickle->root->count ? pickle->root->item[i]->text : NULL;
}
