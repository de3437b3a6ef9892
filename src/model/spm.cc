/* SPDX-License-Identifier: Apache-2.0 · SentencePiece behind C: the one C++ file, where its exceptions end */
#include "model/spm.h"

#include <exception>
#include <memory>
#include <new>
#include <string_view>
#include <vector>

#include <sentencepiece_processor.h>

extern "C" {
#include "model/normalizer.h"
#include "model/spmcheck.h"
}

struct spm {
	sentencepiece::SentencePieceProcessor processor;
	size_t pieces;
	std::vector<unsigned char> charsmap;
};

/* Runs f, which returns 0 or −1, and turns what it throws into a message. */
template <typename F> static int guard(const char *what, struct xt_err *err, F f) noexcept
{
	try {
		return f();
	} catch (const std::bad_alloc &) {
		xt_out_of_memory(0);
	} catch (const std::exception &e) {
		return err_set(err, "%s: SentencePiece failed: %s", what, e.what());
	} catch (...) {
		return err_set(err, "%s: SentencePiece failed", what);
	}
	return -1;
}

int spm_open(struct spm **out, const char *file, const void *bytes, size_t length, struct xt_err *err)
{
	struct spmcheck_found found;

	*out = nullptr;
	if (spmcheck(&found, file, bytes, length, err))
		return -1;
	return guard(file, err, [&] {
		auto made = std::make_unique<spm>();
		auto status = made->processor.LoadFromSerializedProto(
		        std::string_view(static_cast<const char *>(bytes), length));

		if (!status.ok())
			return err_set(err, "%s: SentencePiece does not take it: %s", file,
			        status.ToString().c_str());
		made->pieces = found.pieces;
		made->charsmap.assign(found.charsmap, found.charsmap + found.charsmap_length);
		*out = made.release();
		return 0;
	});
}

void spm_close(struct spm *spm)
{
	guard("closing", nullptr, [&] {
		delete spm;
		return 0;
	});
}

size_t spm_pieces(const struct spm *spm)
{
	return spm->pieces;
}

bool spm_agrees(const struct spm *spm, const char *bytes, size_t length)
{
	return normalizer_agrees(spm->charsmap.data(), spm->charsmap.size(), bytes, length);
}

int spm_encode(const struct spm *spm, const char *bytes, size_t length,
        void (*take)(void *user, const int *pieces, size_t n), void *user, struct xt_err *err)
{
	return guard("text", err, [&] {
		std::vector<int> pieces;
		auto status = spm->processor.Encode(std::string_view(bytes, length), &pieces);

		if (!status.ok())
			return err_set(
			        err, "SentencePiece cannot cut the text: %s", status.ToString().c_str());
		for (int piece : pieces) {
			if (piece < 0 || static_cast<size_t>(piece) >= spm->pieces)
				return err_set(err, "SentencePiece gave piece %d of %zu", piece, spm->pieces);
		}
		take(user, pieces.data(), pieces.size());
		return 0;
	});
}
