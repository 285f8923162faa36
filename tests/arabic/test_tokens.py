"""Words come apart where they should, and every token stands at its offsets."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maydan.arabic.sentences import sentences
from maydan.arabic.tokens import TOKEN, tokenize, word


@given(st.text(max_size=200))
def test_offsets(text: str) -> None:
    tokens = tokenize(text)
    for token in tokens:
        assert text[token.start:token.end] == token.word.form
    assert all(a.end <= b.start for a, b in itertools.pairwise(tokens))


@given(st.text(alphabet=st.sampled_from("قال أ.1٢,،:\n\t\u00a0\u0640\u200fab'_") | st.characters(), max_size=200))
def test_cut_at_blanks_as_in_one_pass(text: str) -> None:
    spans = [found.span() for found in TOKEN.finditer(text)]
    assert [(t.start, t.end) for t in tokenize(text)] == spans
    assert [t.index for t in tokenize(text)] == list(range(len(spans)))


@given(st.text(max_size=200))
def test_sentences_cover_every_word_once(text: str) -> None:
    tokens = tokenize(text)
    found = sentences(text, tokens)
    covered = [i for s in found for i in range(s.first, s.last)]
    assert covered == sorted(set(covered))
    assert {t.index for t in tokens if t.word.kind != "line"} <= set(covered)
    for s in found:
        assert all(tokens[i].sentence == s.number for i in range(s.first, s.last))


@pytest.mark.parametrize(("text", "forms"), [
    ("46%من", ["46", "%", "من"]), ("19كم", ["19", "كم"]), ("الـ24", ["الـ", "24"]), ("12,500", ["12,500"]),
    ("1.إغلاق", ["1", ".", "إغلاق"]), ("فبراير/شباط", ["فبراير", "/", "شباط"]), ("2254، هي", ["2254", "،", "هي"]),
])
def test_glued_things_come_apart(text: str, forms: list[str]) -> None:
    assert [t.word.form for t in tokenize(text)] == forms


@pytest.mark.parametrize(("form", "pro", "rest"), [
    ("وبحلب", "وب", "حلب"), ("للنظام", "ل", "النظام"), ("وللمدينة", "ول", "المدينه"), ("فالقوات", "ف", "القوات"),
    ("كوباني", "ك", "وباني"), ("سيطلق", "س", "يطلق"),
])
def test_proclitics(form: str, pro: str, rest: str) -> None:
    divisions = word(form).proclitics
    assert divisions[0] == ("", word(form).key)
    assert (pro, rest) in divisions


def test_enclitics() -> None:
    assert any(s.stem == "قصف" and s.enclitic == "هم" and s.pro == "و" for s in word("وقصفهم").splits)


def cut(text: str) -> list[str]:
    return [text[s.start:s.end] for s in sentences(text, tokenize(text))]


@pytest.mark.parametrize(("text", "count"), [
    ("دخلت القوات.وسيعود الوفد غدا.", 2),  # no space after the stop
    ("بلغ 3.5 مليون شخص.", 1),
    ("1.إغلاق المعبر\n2.فتح الطريق", 2),  # list numbers do not end sentences
    ("قال د. سامر إن الطريق مقطوع.", 1),
    ("هل عاد؟ نعم! عاد.", 3),
    ("عنوان الخبر\nنص الخبر هنا.", 2),
    ("قال: «انتهى الأمر.» ثم خرج.", 2),
])
def test_sentence_ends(text: str, count: int) -> None:
    assert len(cut(text)) == count


def test_a_line_broken_by_the_page_runs_on() -> None:
    lines = (
        "توجهت الوحدات من الريف الشرقي إلى الضفة الثانية من النهر بعد أن عبرت الجسر الذي أعيد بناؤه محققة",
        "مكاسب جديدة في القرى القريبة من الطريق الذي يصل المدينة بالمعبر وكانت تلك القرى قد بقيت شهورا من",
        "دون ماء ولا كهرباء بعد أن قطعت الطريق إليها جماعات مسلحة كانت ترابط عند مدخل الوادي وعلى التلال",
        "المطلة عليه.",
    )
    assert len(cut("\n".join(lines))) == 1


def test_one_long_line_without_a_stop_ends_its_paragraph() -> None:
    first = "قتل أربعة من الحراس في هجوم على نقطة تفتيش عند مدخل القرية الواقعة على الطريق المؤدي إلى النهر"
    assert len(cut(f"{first}\nوأصيب اثنان في القرية المجاورة.")) == 2


def test_a_headline_does_not_run_into_a_longer_line() -> None:
    headline = "المجلس المحلي يعلن بدء العمل في ترميم الجسر القديم بعد شهور من الانتظار وضيق المال في البلدة"
    body = "أعلن المجلس المحلي اليوم بدء العمل في ترميم الجسر القديم" + " وقال إن الأهالي ينتظرون ذلك" * 6 + "."
    text = f"{headline}\n{body}"
    assert len(headline) > 90
    assert len(sentences(text, tokenize(text))) == 2


def test_one_long_sentence_takes_time_in_proportion() -> None:
    text = "قصفت القوات المدينة و" * 20_000
    assert len(sentences(text, tokenize(text))) == 1


def test_the_future_mark_stands_before_short_verbs_and_no_other_short_word() -> None:
    assert ("س", "يتم") in word("سيتم").proclitics
    assert ("وس", "تقع") in word("وستقع").proclitics
    assert all(pro != "س" for pro, _ in word("سيده").proclitics)


def test_a_letter_before_a_stop_is_an_abbreviation_but_not_behind_a_number() -> None:
    def cut(text: str) -> list[str]:
        return [text[s.start:s.end] for s in sentences(text, tokenize(text))]

    assert cut("قال د . أحمد إن الطريق مفتوح .ونقلت (أ .ف .ب) عنه ذلك.") == [
        "قال د . أحمد إن الطريق مفتوح .", "ونقلت (أ .ف .ب) عنه ذلك."]
    assert cut("بدأ ذلك عام 1436 هـ. ثم انتهى.") == ["بدأ ذلك عام 1436 هـ.", "ثم انتهى."]


@pytest.mark.parametrize("form", ["ـ", "ــ", "ـــ"])
def test_a_dash_of_tatweel_is_punctuation_with_a_key(form: str) -> None:
    assert (word(form).kind, bool(word(form).key)) == ("punct", True)
