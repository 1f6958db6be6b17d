"""What a document says further on of a loss, of samples, labels and functions is heard, and not what held before."""

from __future__ import annotations

from pipeline_rows import verdicts

LOGISTIC = ("Let $\\hat y = \\sigma(w^Tx)$ with $\\sigma(z) = 1/(1+e^{-z})$ and "
            "$L = -y\\log\\hat y - (1-y)\\log(1-\\hat y)$.\n\n")
SAMPLES = "Let $J = -\\log\\sigma(u_o^\\top v_c) - \\sum_{s=1}^K\\log\\sigma(-u_{w_s}^\\top v_c)$.\n\n"
GRADIENT = r"$$\frac{\partial J}{\partial u_{w_s}} = \sigma(u_{w_s}^\top v_c) v_c$$"
ONE_HOT = r"Let $p = \mathrm{softmax}(z)$, $y$ one-hot, and $L = -\sum_k y_k\log p_k$." + "\n\n"
SLOPE = r"$$\frac{\partial L}{\partial z} = p - y$$" + "\n\n"


def test_a_loss_that_prose_gives_anew_is_a_new_one() -> None:
    text = LOGISTIC + "Now use the squared error $L = \\frac12(\\hat y-y)^2$ instead.\n\n"
    lines = (r"$$\frac{\partial L}{\partial \hat y} = \hat y-y$$", r"$$\frac{\partial L}{\partial w} = (\hat y-y)x$$")
    assert verdicts(text + "\n\n".join(lines))[-3:] == ["definition", "proved", "disproved"]


def test_what_prose_concludes_of_a_loss_is_a_claim() -> None:
    assert verdicts("Let $t = a + b$. Hence $t = a$.")[-1] == "disproved"


def test_samples_that_may_repeat_have_no_vectors_of_their_own() -> None:
    assert verdicts(SAMPLES + GRADIENT)[-1] == "proved"
    for words in ("The negative samples are not necessarily distinct.", "The negative samples may now repeat.",
                  "If a negative sample is drawn several times, then"):
        assert verdicts(f"{SAMPLES}{words}\n\n{GRADIENT}")[-1] == "undecided", words


def test_a_prediction_that_prose_defines_is_no_softmax() -> None:
    text = "Let $\\hat y_w = \\sigma(u_w^\\top v_c)$ for every word $w$, and $J = -\\sum_w y_w\\log\\hat y_w$.\n\n"
    false = r"$$\frac{\partial J}{\partial v_c} = \sum_w(\hat y_w-y_w)u_w$$"
    assert verdicts(text + false) == ["definition", "definition", "disproved"]


def test_a_vector_that_is_no_longer_one_hot_is_not() -> None:
    found = verdicts(ONE_HOT + SLOPE + "Now suppose instead that $y$ is not one-hot.\n\n" + SLOPE)
    assert found[-2] == "proved" and found[-1] == "conditional"


def test_a_function_that_is_given_anew_is_no_longer_the_known_one() -> None:
    text = (r"Let $g(x) = \tanh x$. Then $g'(x) = 1 - g(x)^2$. Now let $g(x) = \frac{1}{1+e^{-x}}$. Then "
            r"$$g'(x) = 1 - g(x)^2$$")
    assert verdicts(text)[-1] == "disproved"


def test_any_function_is_not_the_one_before() -> None:
    text = r"**Problem 1.** Let $f(x) = \frac{1}{1+e^{-x}}$. Then $f'(x) = f(x)(1-f(x))$." + "\n\n" + (
        r"**Problem 2.** Let $f$ be any differentiable function. $$f'(x) = f(x)(1-f(x))$$")
    assert verdicts(text)[-1] == "undecided"


def test_what_a_unit_vector_is_in_other_words_is_given() -> None:
    text = (r"Let $x, u \in \mathbb{R}^n$, and let $u$ be a unit vector, $\|u\| = 1$." "\n\n"
            r"$$\|x - (u^Tx)u\|^2 = \|x\|^2 SIGN (u^Tx)^2$$")
    assert verdicts(text.replace("SIGN", "-")) == ["hypothesis", "proved"]
    assert verdicts(text.replace("SIGN", "+"))[-1] != "proved"


def test_a_loss_that_is_assumed_otherwise_is_open() -> None:
    text = LOGISTIC + r"If we take the squared loss instead, $L = \frac12(\hat y-y)^2$, then "
    assert verdicts(text + r"$$\frac{\partial L}{\partial w} = (\hat y-y)x$$")[-1] == "undecided"
    value = LOGISTIC + r"Suppose that $\hat y = 1/2$. Then $$\frac{\partial L}{\partial w} = (\hat y-y)x$$"
    assert verdicts(value)[-1] == "proved"


def test_a_function_that_is_assumed_otherwise_is_open() -> None:
    text = "Let $f(z) = \\max(0, z)$.\n\nAssume that $f(z) = \\tanh(z)$. Then $$f(1) = 1$$"
    assert verdicts(text)[-1] == "undecided"
    assert verdicts("Let $f(x) = x^2$. Suppose that $f(x) = x^3$ instead. Then $$f'(x) = 2x$$")[-1] == "undecided"


def test_what_was_said_of_a_vector_is_not_said_of_it_under_the_next_heading() -> None:
    text = "# One\n\nLet $x \\in \\mathbb{R}^n$ with $\\|x\\| = 1$.\n\n$$x^\\top x = 1$$\n\n# Two\n\n"
    assert verdicts(text + "Let $x \\in \\mathbb{R}^n$.\n\n$$x^\\top x = 1$$")[-1] == "undecided"
    assert verdicts(text + "$$x^\\top x = 1$$")[-1] == "proved"


def test_what_led_to_a_contradiction_is_assumed_no_more() -> None:
    assert verdicts("Suppose $x = 2y$. Then $x - 2y = 0$. Contradiction.\n\n$$x - 2y = 0$$") == [
        "hypothesis", "proved", "disproved"]


def test_what_is_called_wrong_or_tested_is_not_assumed() -> None:
    for words in ("**Claim (false).** $x = 2y$.", "**Wrong.** $x = 2y$.", "We test the hypothesis $H_0: x = 2y$.",
                  "We test the null hypothesis that $x = 2y$."):
        assert verdicts(words + "\n\n$$x - 2y = 0$$")[-1] != "proved", words


def test_a_function_that_may_be_a_matrix_is_no_number() -> None:
    slope = "\n\n$$\\frac{d}{dt} A(t)^2 = 2 A(t) A'(t)$$"
    for words in ("Let $A(t)$, $t \\in \\mathbb{R}$, be a family of square matrices.",
                  "Consider a matrix-valued function $A(t)$.", "Let $A$ be a smooth curve of matrices."):
        assert verdicts(words + slope)[-1] == "undecided", words
    for words in ("Let $A(t)$ be differentiable.", "Let $A(t)$ be a function of the weight matrix."):
        assert verdicts(words + slope)[-1] == "proved", words


def test_a_null_hypothesis_that_is_assumed_is() -> None:
    for words in ("Assume the null hypothesis $p = \\frac12$. Then", "If $H_0: p = \\frac12$ is true, then",
                  "Suppose the null hypothesis $H_0: p = \\frac12$ holds. Then"):
        assert verdicts(f"{words} $4p(1-p) = 1$.")[-1] == "proved", words


def test_what_contradicts_the_assumption_ends_it() -> None:
    for words in ("This contradicts our assumption.", "We have reached a contradiction."):
        assert verdicts(f"Suppose that $a = b$ and $c = d$. {words}\n\n$$a + c = b + d$$")[-1] != "proved", words


def test_the_vector_of_ones_and_the_identity_in_words() -> None:
    text = (r"Let $e$ be the vector of ones in $\mathbb{R}^n$, and let $E$ be the $n \times n$ identity matrix. "
            r"Let $B \in \mathbb{R}^{n \times n}$ and $x \in \mathbb{R}^n$. ")
    for true in ("e^T e = n", r"e^T x = \sum_{i=1}^n x_i", "B E = B"):
        assert verdicts(f"{text}Then ${true}$.")[-1] == "proved", true
    for false in ("e^T e = n^2", "B E = 2 B"):
        assert verdicts(f"{text}Then ${false}$.")[-1] == "disproved", false


def test_the_values_of_a_function_in_a_group_of_matrices_are_no_numbers() -> None:
    for words in (r"Let $R(t) \in SO(3)$ and $S(t) \in SO(3)$.", r"Let $R(t), S(t) \in \mathrm{GL}_n(\mathbb{R})$.",
                  "Let $R(t)$ be the evolution operator and $S(t)$ another one."):
        assert verdicts(f"{words} Then $R(t) S(t) = S(t) R(t)$.")[-1] == "undecided", words


def test_a_null_hypothesis_in_words_is_not_assumed() -> None:
    for words in (r"The hypothesis $H_0$ is $\mu = \nu$.", r"H0: $\mu = \nu$.", r"We test $\mathrm{H}_0: \mu = \nu$."):
        assert verdicts(rf"{words} Then $\mu - \nu = 0$.")[-1] == "disproved", words


def test_what_is_impossible_is_assumed_no_more() -> None:
    for words in ("But this is impossible.", "Hence the supposition was false.",
                  "This contradicts the irrationality of $a$."):
        assert verdicts(f"Suppose $a = b$. {words} Then $a - b = 0$.")[-1] == "disproved", words
