"""What is true is never disproved; what is false is, and the witness stands on its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace

import pytest

from derive.crosscheck import crosscheck
from derive.modular import agree
from derive.refute import NoWitness, Witness, check, refute
from derive.terms.term import Integral, Pow, Sym, add, call, mul, num, sub
from derive.terms.theory import Hypothesis, Theory, Variable
from tests.refute.goals import FALSE, PLAIN, TRUE, claim, x, y


@pytest.mark.parametrize("name", TRUE)
def test_true_claims_stand(name):
    found = refute(TRUE[name], 120)
    assert isinstance(found, NoWitness), found
    assert found.reason.startswith("both sides agree"), found


@pytest.mark.parametrize("name", FALSE)
def test_false_claims_fall(name):
    found = refute(FALSE[name])
    assert isinstance(found, Witness), found
    assert check(FALSE[name], found)
    assert Witness.from_json(json.loads(json.dumps(found.to_json()))) == found


def test_smallest_sizes_first():
    assert refute(FALSE["AB = BA"]).dimensions == {"d": 2}
    assert refute(FALSE["missing delta"]).dimensions == {"W": 2, "d": 1}
    assert refute(FALSE["missing delta"]).component == "w = 2, i = 1"


def test_fixed_sizes_are_kept():
    goal = FALSE["AB = BA"]
    alone = replace(goal, theory=replace(goal.theory, fixed={"d": 1}))
    assert isinstance(refute(alone), NoWitness)


@pytest.mark.parametrize("field", ["dimensions", "indices", "values", "component", "left", "right"])
def test_a_changed_witness_falls(field):
    goal = FALSE["missing delta"]
    good = refute(goal)
    old = getattr(good, field)
    bad = f"{old}1" if isinstance(old, str) else {key: type(value)("7") for key, value in old.items()}
    assert not check(goal, replace(good, **{field: bad}))


def test_a_witness_outside_the_domain_falls():
    goal = claim(call("sqrt", mul(x, x)), mul(num(2), x), PLAIN)
    good = refute(goal)
    held = replace(goal, theory=Theory(hypotheses=(Hypothesis("x < 0", "negative", x),)))
    assert check(goal, good) and good.values == {"x": "2"}
    assert not check(held, good)


def test_a_hypothesis_that_no_point_meets():
    facts = (Hypothesis("x > 0", "positive", x), Hypothesis("-x > 0", "positive", mul(num(-1), x)))
    found = refute(claim(x, num(7), Theory(hypotheses=facts)))
    assert isinstance(found, NoWitness) and found.reason.startswith("no admissible point")


def test_integrals_are_left_alone():
    found = refute(claim(Integral("x", x), num(0), PLAIN))
    assert isinstance(found, NoWitness) and "integral" in found.reason


def test_a_circle_of_definitions_is_left_alone():
    facts = (Hypothesis("a", "equal", x, add(y, num(1))), Hypothesis("b", "equal", y, add(x, num(1))))
    assert isinstance(refute(claim(x, y, Theory(hypotheses=facts))), (NoWitness, Witness))


def test_hostile_depth_and_size_end():
    deep = x
    for _ in range(3000):
        deep = sub(deep, y)
    assert isinstance(refute(claim(deep, x, PLAIN)), (NoWitness, Witness))
    tall = num(3)
    for _ in range(40):
        tall = mul(tall, tall)
    assert isinstance(refute(claim(tall, x, PLAIN)), (NoWitness, Witness))


def test_the_same_under_any_hash_seed():
    program = (
        "from tests.refute.goals import FALSE\nfrom derive.refute import refute\n"
        "print([refute(goal) for goal in FALSE.values()])"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(runs) == 1


def test_neither_prover_nor_kernel_is_imported():
    program = (
        "import sys, derive.refute\nprint([m for m in sys.modules if m.split('.')[-1] in ('prove', 'kernel', 'sympy')])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"


def test_names_of_symbols_do_not_matter_to_reals():
    assert isinstance(refute(claim(Sym("a b"), Sym("c[1]"), PLAIN)), Witness)


def test_a_whole_power_of_a_negative_number_has_a_value():
    """`|x| x^n = x^{n+1}` fails at x = -1; what holds for all whole n is not disproved."""
    whole = Theory(variables={"n": Variable("n", (), "natural")})
    n = Sym("n")
    false = claim(mul(call("abs", x), Pow(x, n)), Pow(x, add(n, num(1))), whole)
    found = refute(false)
    assert isinstance(found, Witness)
    assert check(false, found)
    assert agree(claim(Pow(mul(num(-1), x), n), Pow(x, n), whole)).agrees is False
    true = claim(mul(x, Pow(x, n)), Pow(x, add(n, num(1))), whole)
    assert isinstance(refute(true), NoWitness)
    assert agree(true).method == "modular"
    assert agree(true).agrees is True
    assert crosscheck(true).agrees is True
