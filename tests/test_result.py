import dataclasses
import pickle

import pytest

from unmojibake.errors import ConfigError, InputError, ModelError, PlanError, UnmojibakeError
from unmojibake.pipeline.explain import line_explanations
from unmojibake.values.config import DEFAULT_MIN_DAMAGED, KINDS, Config
from unmojibake.values.result import Change, Filled, Result, Step, Suspect, Verdict

STEP = Step("codec", ("utf-8", "cp936"))
FILLED = Filled(0, 1, alternatives=(("阶", 0.5), ("险", 0.25)))
CHANGE = Change(0, 2, before="é˜", after="阶", plan=(STEP,), damaged=1.0, confidence=0.5, filled=(FILLED,))
SUSPECT = Suspect(3, 6, kind="locked", reason="the bytes are gone")
RESULT = Result(
    "阶段",
    changed=True,
    verdict=Verdict.PARTIAL,
    confidence=0.5,
    changes=(CHANGE,),
    suspects=(SUSPECT,),
)
VALUES = [STEP, FILLED, CHANGE, SUSPECT, RESULT, Config(kinds=frozenset({"codec"}))]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_values_are_frozen_hashable_slotted_and_picklable(value):
    name = dataclasses.fields(value)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(value, name, None)
    assert not hasattr(value, "__dict__")
    assert hash(value) == hash(pickle.loads(pickle.dumps(value)))  # noqa: S301 - our own bytes
    assert value == pickle.loads(pickle.dumps(value))  # noqa: S301 - our own bytes


def test_verdicts_are_strings():
    assert [str(verdict) for verdict in Verdict] == ["clean", "repaired", "partial", "abstained"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"min_damaged": 1.5}, "min_damaged must be from 0 to 1, not 1.5"),
        ({"min_damaged": float("nan")}, "min_damaged must be from 0 to 1, not nan"),
        ({"min_confidence": "high"}, "min_confidence must be a number from 0 to 1, not 'high'"),
        ({"min_confidence": True}, "min_confidence must be a number from 0 to 1, not True"),
        ({"prior": 1.0}, "prior must be more than 0 and less than 1, not 1.0"),
        ({"kinds": "codec"}, "kinds must be None or a set or list of names, not 'codec'; the kinds are codec, slip"),
        ({"kinds": 3}, "kinds must be None or a set or list of names, not 3"),
        ({"kinds": frozenset({""})}, "kinds: '' is no kind of damage; the kinds are codec, slip, gloss, latin, escape"),
        ({"kinds": ["codec", "codecs"]}, "kinds: 'codecs' is no kind of damage"),
        ({"kinds": [["codec"]]}, "kinds: ['codec'] is no kind of damage"),
        ({"ftfy": {"uncurl_quotes": True}}, "ftfy must be None or a ftfy.TextFixerConfig, not {"),
    ],
)
def test_config_refuses(options, message):
    with pytest.raises(ConfigError) as caught:
        Config(**options)
    assert str(caught.value).startswith(message)


def test_config_accepts_the_ends_of_each_range():
    assert Config(min_damaged=0, min_confidence=1).min_damaged == 0
    assert Config().kinds is None


@pytest.mark.parametrize(
    "kinds", [{"codec", "gloss"}, ["gloss", "codec"], ("codec", "gloss"), iter(["codec", "gloss"])]
)
def test_kinds_may_be_any_set_or_list(kinds):
    assert Config(kinds=kinds) == Config(kinds=frozenset({"codec", "gloss"}))
    assert hash(Config(kinds=["codec"])) == hash(Config(kinds={"codec"}))


def test_the_kinds_that_can_be_named_are_those_that_are_undone():
    assert set(KINDS) == set(line_explanations.KINDS)


def test_default_threshold_is_the_stated_cost():
    # A wrong change costs a thousand misses: at the threshold both choices cost the same.
    wrong, miss = (1 - DEFAULT_MIN_DAMAGED) * 1000, DEFAULT_MIN_DAMAGED
    assert wrong == pytest.approx(miss)


@pytest.mark.parametrize("error", [ConfigError, PlanError, ModelError, InputError])
def test_errors_are_one_tree(error):
    assert issubclass(error, UnmojibakeError)


@pytest.mark.parametrize("error", [ConfigError, PlanError])
def test_misuse_is_a_value_error(error):
    assert issubclass(error, ValueError)
