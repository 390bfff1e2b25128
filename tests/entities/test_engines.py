"""Engines behind one seam: what each gives, and what a wrong name is told."""

import json

import pytest

from newsparse import MissingExtraError, OptionError, Options, parse_text
from newsparse.entities.engines import load_engine

ARTICLE = """Tỉnh Lạng Giang trao nhà mới

Ngày 3/8/2023, ông Tạ Quang Hưng, Chủ tịch UBND tỉnh Lạng Giang trao 12 căn nhà cho người dân xã Đồng Mỏ. Ông Hưng chúc mừng bà con.
"""


@pytest.mark.parametrize("engine", ["default", "none", "underthesea"])
def test_every_engine_gives_records_whose_spans_hold(engine):
    record = parse_text(ARTICLE, options=Options(engine=engine))
    mentions = [
        m for e in (*record.officials, *record.people, *record.organisations, *record.places) for m in e.mentions
    ]
    assert mentions
    for mention in mentions:
        assert record.text[mention.start : mention.end] == mention.text


@pytest.mark.parametrize("engine", ["default", "none"])
def test_grammar_and_tagger_agree_on_a_plain_sentence(engine):
    (official,) = parse_text(ARTICLE, options=Options(engine=engine)).officials
    assert official.name == "Tạ Quang Hưng"
    assert [m.form for m in official.mentions] == ["name", "short"]
    assert official.positions[0].text == "Chủ tịch UBND tỉnh Lạng Giang"


def test_an_unknown_engine_is_an_option_error():
    with pytest.raises(OptionError, match="no engine 'spacy'"):
        parse_text(ARTICLE, options=Options(engine="spacy"))


def test_a_folder_that_is_not_there_is_an_option_error(tmp_path):
    with pytest.raises(OptionError, match="no such folder"):
        load_engine(f"transformers:{tmp_path / 'nowhere'}")


def test_transformers_missing_is_told_with_the_extra_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "transformers", None)
    with pytest.raises(MissingExtraError, match=r"newsparse\[transformers\]"):
        load_engine(f"transformers:{tmp_path}")


def test_a_transformers_model_in_a_folder_is_an_engine(tmp_path):
    transformers = pytest.importorskip("transformers", reason="needs the extra newsparse[transformers]")
    torch = pytest.importorskip("torch", reason="transformers needs torch")
    words = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "[MASK]",
        *sorted(set(ARTICLE.replace(".", " .").replace(",", " ,").split())),
    ]
    (tmp_path / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    tokenizer = transformers.BertTokenizerFast(str(tmp_path / "vocab.txt"), do_lower_case=False, strip_accents=False)
    labels = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]
    config = transformers.BertConfig(
        vocab_size=len(words), hidden_size=len(words), num_hidden_layers=1, num_attention_heads=1, intermediate_size=8,
        id2label=dict(enumerate(labels)), label2id={label: n for n, label in enumerate(labels)},
        max_position_embeddings=128,
    )  # fmt: skip
    model = transformers.BertForTokenClassification(config)
    with torch.no_grad():  # a model that knows one thing: `Hưng` is a person's name
        for parameter in model.parameters():
            parameter.zero_()
        model.bert.embeddings.word_embeddings.weight[words.index("Hưng"), 0] = 5.0
        model.bert.embeddings.LayerNorm.weight.fill_(1.0)
        for layer in model.bert.encoder.layer:
            layer.attention.output.LayerNorm.weight.fill_(1.0)
            layer.output.LayerNorm.weight.fill_(1.0)
        model.classifier.weight[1, 0] = 9.0
        model.classifier.bias[0] = 1.0
    model.save_pretrained(tmp_path)
    tokenizer.save_pretrained(tmp_path)
    record = parse_text(ARTICLE, options=Options(engine=f"transformers:{tmp_path}"))
    found = {m.text for p in (*record.officials, *record.people) for m in p.mentions if m.form != "position"}
    assert any("Hưng" in text for text in found)
    assert json.loads((tmp_path / "config.json").read_text(encoding="utf-8"))["id2label"]["1"] == "B-PER"
