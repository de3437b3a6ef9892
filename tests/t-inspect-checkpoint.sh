# SPDX-License-Identifier: Apache-2.0 · inspect --checkpoint says what a checkpoint is and why it cannot be scored
srcdir=$(cd "${srcdir:-.}" && pwd)
: "${XTREMOR:=$PWD/xtremor}"
scratch=$(mktemp -d "${TMPDIR:-$PWD}/t-inspect.XXXXXX") || exit 1
trap 'rm -rf "$scratch"' EXIT
n=0
says() { # says NAME LINE…: each must be in what was said, and the status 0
	name=$1
	shift
	n=$((n + 1))
	for line; do
		if ! grep -qF -- "$line" "$scratch/out"; then
			echo "not ok $n - $name"
			echo "# wanted: $line"
			sed 's/^/# /' "$scratch/out"
			return
		fi
	done
	[ "$status" = 0 ] && echo "ok $n - $name" || echo "not ok $n - $name: status $status"
}
look() {
	"$XTREMOR" inspect --checkpoint "$1" >"$scratch/out" 2>"$scratch/err"
	status=$?
}
golden=$srcdir/tests/golden
config() { # config FOLDER: of the small shape, with labels
	printf '{"model_type":"xlm-roberta","hidden_act":"gelu","hidden_size":24,"num_hidden_layers":2,"num_attention_heads":3,"intermediate_size":40,"vocab_size":422,"max_position_embeddings":130,"type_vocab_size":1,"pad_token_id":1,"layer_norm_eps":1e-05,"id2label":{"0":"neutral","1":"ENTAILMENT","2":"contradiction"}}\n' >"$1/config.json"
}

look "$srcdir/bench/sample/checkpoints/toy-all"
says "a toy is described" "2 layers of 64, 4 attention heads" "(safetensors), tensors: 41 of F16" \
	"classifier: multiple choice, 1 output" "mc reads classifier; auto takes this" "it can be scored"
mkdir "$scratch/jiant"
config "$scratch/jiant"
cp "$golden/heads/new.p" "$scratch/jiant/best_model.p"
look "$scratch/jiant"
says "what is missing is said, and the rest follows" "(jiant)" "copa: multiple choice (jiant), 1 output" "ccg: token classification, 11 outputs" \
	"squad_v2: question answering" "mc-jiant reads copa; auto takes this" "nli reads mnli" "tokeniser:    cannot be read" "it cannot be scored"
cp "$golden/model/tiny.model" "$scratch/jiant/sentencepiece.bpe.model"
look "$scratch/jiant"
says "with its tokeniser it can be scored" "422 ids" "so:           it can be scored"
mkdir "$scratch/escape"
config "$scratch/escape"
LC_ALL=C sed "s/taskmodels_dict\.ccg\./taskmodels_dict.c$(printf '\033')g./g" "$golden/heads/new.p" >"$scratch/escape/best_model.p"
look "$scratch/escape"
says "what could drive a terminal is masked in names" "c?g: token classification"
mkdir "$scratch/nli"
cp "$scratch/jiant/sentencepiece.bpe.model" "$scratch/nli"
cp "$golden/heads/nli.bin" "$scratch/nli/pytorch_model.bin"
look "$scratch/nli"
says "a folder without config.json is described as far as it goes" "architecture: cannot be read" "pytorch_model.bin (torch)" "it cannot be scored"
config "$scratch/nli"
look "$scratch/nli"
says "a scorer that cannot says why" "nli reads classifier; auto takes this" "paraphrase cannot: it has not two labels" "mc cannot: the checkpoint lacks a multiple-choice head"
look "$scratch/nothing"
says "a folder that is not there is said to be so" "cannot be read" "it cannot be scored"
"$XTREMOR" inspect --checkpoint "$scratch/nli" more >"$scratch/out" 2>"$scratch/err"
status=$?
n=$((n + 1))
[ $status = 2 ] && echo "ok $n - an operand is one too many" || echo "not ok $n - an operand is one too many"
echo "1..$n"
