"""The spellings of LaTeX: which commands mean the same, which leave nothing, which are letters."""

from __future__ import annotations

import unicodedata

from derive.notation.table import listed

# Spacing, style and numbering: they change how a formula looks, not what it says.
IGNORED = listed(
    "\\, \\; \\: \\! \\> \\/ \\- \\thinspace \\medspace \\thickspace \\displaystyle \\textstyle "
    "\\scriptstyle \\scriptscriptstyle \\limits \\nolimits \\displaylimits \\nonumber \\notag \\qedhere \\qed "
    "\\hline \\hfill "
    "\\mathstrut \\strut \\allowbreak \\mathop \\mathrel \\mathbin \\mathord \\mathopen \\mathclose \\mathpunct "
    "\\mathinner \\noindent \\centering \\qty \\normalsize \\small \\large \\Large \\smallskip \\medskip "
    "\\bigskip \\rm \\newline \\par \\mathsurround \\relax \\bigbreak"
) | {"\\ ", "\\\n", "\\\t"}
SPACES = listed("\\, \\; \\: \\> \\thinspace \\medspace \\thickspace") | {"\\ "}
QUANTIFIERS = {
    "\\forall": "for all", "\\exists": "there is", "\\therefore": "therefore", "\\because": "because",
    "\\nexists": "there is no",
}  # fmt: skip
IGNORED_WITH_ARGUMENTS = {
    "\\label": 1, "\\tag": 1, "\\color": 1, "\\hspace": 1, "\\vspace": 1, "\\phantom": 1, "\\hphantom": 1,
    "\\vphantom": 1, "\\definecolor": 3, "\\textcolor": 1, "\\colorbox": 1, "\\bgcolor": 1,
}  # fmt: skip

FONT_OF_TEXT = {
    "\\text": "\\mathrm", "\\textrm": "\\mathrm", "\\mbox": "\\mathrm", "\\hbox": "\\mathrm",
    "\\textup": "\\mathrm", "\\textnormal": "\\mathrm", "\\textbf": "\\mathbf", "\\textit": "\\mathit",
    "\\emph": "\\mathit", "\\textsf": "\\mathsf", "\\texttt": "\\mathtt", "\\textsc": "\\mathrm",
    "\\intertext": "\\mathrm", "\\shortintertext": "\\mathrm",
}  # fmt: skip
ALWAYS_PROSE = ("\\intertext", "\\shortintertext")
WORD_COMMANDS = ("\\mathrm", "\\operatorname", "\\operatornamewithlimits", "\\mathup", "\\symup")

STYLED_WORDS = ("\\mathsf", "\\mathbf", "\\mathit", "\\mathtt")

SIZES = {
    f"\\{size}{side}": mark
    for size in ("big", "Big", "bigg", "Bigg")
    for side, mark in (("", ""), ("l", "("), ("r", ")"), ("m", ""))
}
DELIMITERS = {
    "(": "(", ")": ")", "[": "[", "]": "]", "\\{": "\\{", "\\}": "\\}", "\\lbrace": "\\{", "\\rbrace": "\\}",
    "\\lbrack": "[", "\\rbrack": "]", "|": "|", "\\vert": "|", "\\lvert": "|", "\\rvert": "|", "\\|": "||",
    "\\Vert": "||", "\\lVert": "||", "\\rVert": "||", "\\langle": "\\langle", "\\rangle": "\\rangle",
    "<": "\\langle", ">": "\\rangle", "\\lfloor": "\\lfloor", "\\rfloor": "\\rfloor", "\\lceil": "\\lceil",
    "\\rceil": "\\rceil", ".": ".", "/": "/", "⟨": "\\langle", "⟩": "\\rangle", "\\lparen": "(",
    "\\rparen": ")",
}  # fmt: skip

ALIASES = {
    "\\le": "\\leq", "\\leqslant": "\\leq", "\\ge": "\\geq", "\\geqslant": "\\geq", "\\ne": "\\neq",
    "\\lt": "<", "\\gt": ">", "<=": "\\leq", ">=": "\\geq", "!=": "\\neq", "\\coloneqq": ":=",
    "\\coloneq": ":=", "\\triangleq": ":=", "\\defeq": ":=", "\\eqdef": ":=", "\\doteq": ":=",
    "\\rightarrow": "\\to", "\\longrightarrow": "\\to",
    "\\gets": "\\leftarrow", "\\longleftarrow": "\\leftarrow", "\\longmapsto": "\\mapsto",
    "\\approxeq": "\\approx", "\\thickapprox": "\\approx", "\\thicksim": "\\sim",
    "\\vcentcolon": ":", "\\eqqcolon": "=:", "\\eqcolon": "=:",
    "\\nleq": ">", "\\nleqslant": ">", "\\not\\leq": ">", "\\not\\le": ">", "\\ngeq": "<", "\\ngeqslant": "<",
    "\\not\\geq": "<", "\\not\\ge": "<", "\\nless": "\\geq", "\\ngtr": "\\leq",
    "\\not\\in": "\\notin", "\\not=": "\\neq", "\\not\\equiv": "\\not\\equiv",
    "\\not\\sim": "\\not\\sim", "\\not\\subset": "\\not\\subset", "\\not<": "\\geq", "\\not>": "\\leq",
    "\\colon": ":", "\\implies": "\\Rightarrow", "\\Longrightarrow": "\\Rightarrow",
    "\\iff": "\\Leftrightarrow", "\\Longleftrightarrow": "\\Leftrightarrow", "\\impliedby": "\\Leftarrow",
    "\\dfrac": "\\frac", "\\tfrac": "\\frac", "\\cfrac": "\\frac", "\\dbinom": "\\binom",
    "\\tbinom": "\\binom", "\\cross": "\\times", "\\ast": "*", "\\bullet": "\\cdot", "\\cdotp": "\\cdot",
    "\\qquad": "\\quad", "\\enspace": "\\quad", "\\enskip": "\\quad", "\\wedge": "\\land", "\\vee": "\\lor",
    "\\bigodot": "\\odot", "\\intop": "\\int", "\\lbrace": "\\{", "\\rbrace": "\\}", "\\lbrack": "[",
    "\\rbrack": "]", "\\lparen": "(", "\\rparen": ")", "\\vert": "|", "\\Vert": "||", "\\|": "||",
    "\\lvert": "|(", "\\rvert": "|)", "\\lVert": "||(", "\\rVert": "||)", "\\dotsc": "\\ldots",
    "\\dotsb": "\\cdots", "\\dotsm": "\\cdots", "\\dotsi": "\\cdots", "\\dotso": "\\ldots",
    "\\mathellipsis": "\\ldots", "\\widehat": "\\hat", "\\widetilde": "\\tilde", "\\overline": "\\bar",
    "\\overrightarrow": "\\vec", "\\bm": "\\mathbf", "\\boldsymbol": "\\mathbf", "\\pmb": "\\mathbf",
    "\\bold": "\\mathbf", "\\symbf": "\\mathbf", "\\mathbfit": "\\mathbf", "\\Bbb": "\\mathbb",
    "\\cal": "\\mathcal", "\\scr": "\\mathscr", "\\frak": "\\mathfrak", "\\bf": "\\bfseries",
    "\\boldmath": "\\bfseries", "\\it": "\\itshape", "\\sf": "\\sffamily", "\\tt": "\\ttfamily",
    "\\Reals": "\\R", "\\reals": "\\R", "\\real": "\\Re", "\\pderivative": "\\pdv", "\\partialderivative": "\\pdv",
    "\\derivative": "\\dv", "\\fbox": "\\boxed", "\\varnothing": "\\emptyset",
    "\\smallsetminus": "\\setminus", "\\dag": "\\dagger", "\\lnot": "\\neg", "\\Expect": "\\E",
    "\\stackrel": "\\overset", "\\vb": "\\mathbf", "\\grad": "\\nabla", "\\mathbbm": "\\mathbb",
    "\\mathds": "\\mathbb", "\\given": "\\mid",
}  # fmt: skip
PRINTED = frozenset(("\\vec", "\\hom"))

LETTERS = listed(
    "\\alpha \\beta \\gamma \\delta \\epsilon \\varepsilon \\zeta \\eta \\theta \\vartheta \\iota \\kappa "
    "\\varkappa \\lambda \\mu \\nu \\xi \\omicron \\pi \\varpi \\rho \\varrho \\sigma \\varsigma \\tau "
    "\\upsilon \\phi \\varphi \\chi \\psi \\omega \\Gamma \\Delta \\Theta \\Lambda \\Xi \\Pi \\Sigma "
    "\\Upsilon \\Phi \\Psi \\Omega \\ell \\hbar \\imath \\jmath \\Re \\Im \\wp \\aleph \\infty \\top \\bot "
    "\\intercal \\emptyset \\square \\blacksquare \\Box \\dagger \\ddagger \\prime \\star \\S \\P \\# \\% "
    "\\& \\_ \\$ \\neg \\checkmark \\qed \\lozenge \\complement \\flat \\sharp \\natural \\Alpha \\Beta "
    "\\digamma \\mho \\triangle \\diamond \\backslash"
)
ACCENT_COMMANDS = listed("\\hat \\tilde \\bar \\vec \\dot \\ddot \\check \\breve \\acute \\grave \\mathring")
BLACKBOARD = {"\\R": "R", "\\E": "E", "\\N": "N", "\\Z": "Z", "\\Q": "Q", "\\C": "C", "\\bbR": "R"}

RELATIONS = listed(
    "= \\neq < > \\leq \\geq \\approx \\propto \\in \\notin \\ni \\sim \\simeq \\cong \\equiv \\to \\mapsto "
    "\\leftarrow \\leftrightarrow \\subset \\subseteq \\supset \\supseteq := =: == : \\ll \\gg \\perp \\parallel "
    "\\prec \\succ \\preceq \\succeq \\asymp \\models \\vdash \\hookrightarrow \\rightsquigarrow \\uparrow "
    "\\downarrow \\not\\equiv \\not\\sim \\not\\subset \\nsubseteq \\subsetneq \\lesssim \\gtrsim"
)

_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "varepsilon", "ϵ": "epsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "µ": "mu", "ν": "nu",
    "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau", "υ": "upsilon", "φ": "varphi", "ϕ": "phi",
    "χ": "chi", "ψ": "psi", "ω": "omega", "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda", "Ξ": "Xi",
    "Π": "Pi", "Σ": "Sigma", "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega", "ℓ": "ell", "∞": "infty", "⊤": "top",
    "∅": "emptyset", "□": "square", "■": "blacksquare", "†": "dagger",
}  # fmt: skip
UNICODE: dict[str, tuple[str, ...]] = {
    **{char: (f"\\{name}",) for char, name in _GREEK.items()},
    "−": ("-",), "–": ("-",), "‐": ("-",), "·": ("\\cdot",), "⋅": ("\\cdot",), "∙": ("\\cdot",), "×": ("\\times",),
    "÷": ("\\div",), "∗": ("*",), "⊙": ("\\odot",), "⊗": ("\\otimes",), "⊕": ("\\oplus",), "∘": ("\\circ",),
    "±": ("\\pm",), "∓": ("\\mp",), "≤": ("\\leq",), "⩽": ("\\leq",), "≥": ("\\geq",), "⩾": ("\\geq",),
    "≠": ("\\neq",), "≈": ("\\approx",), "≡": ("\\equiv",), "∝": ("\\propto",), "∼": ("\\sim",),
    "∈": ("\\in",), "∉": ("\\notin",), "⊂": ("\\subset",), "⊆": ("\\subseteq",), "→": ("\\to",),
    "←": ("\\leftarrow",), "↦": ("\\mapsto",), "⇒": ("\\Rightarrow",), "⇔": ("\\Leftrightarrow",),
    "∀": ("\\forall",), "∃": ("\\exists",), "∴": ("\\therefore",), "∵": ("\\because",), "∂": ("\\partial",),
    "∇": ("\\nabla",), "∑": ("\\sum",), "∏": ("\\prod",), "∫": ("\\int",), "√": ("\\sqrt",), "∣": ("\\mid",),
    "∥": ("||",), "‖": ("||",), "⟨": ("\\langle",), "⟩": ("\\rangle",), "…": ("\\ldots",), "⋯": ("\\cdots",),
    "⋮": ("\\vdots",), "⋱": ("\\ddots",), "′": ("'",), "’": ("'",), "″": ("'", "'"), "ℝ": ("\\R",),
    "ℕ": ("\\N",), "ℤ": ("\\Z",), "∪": ("\\cup",), "∩": ("\\cap",), "∧": ("\\land",), "∨": ("\\lor",),
    "，": (",",), "；": (";",), "：": (":",), "。": (".",), "（": ("(",), "）": (")",), "＝": ("=",),
    "ᵀ": ("^", "\\top"), "≔": (":=",), "≜": (":=",), "≝": (":=",), "≕": ("=:",),
    "≃": ("\\simeq",), "≅": ("\\cong",), "⊃": ("\\supset",), "⊇": ("\\supseteq",), "∋": ("\\ni",), "≍": ("\\asymp",),
    "≲": ("\\lesssim",), "≳": ("\\gtrsim",), "≺": ("\\prec",), "≻": ("\\succ",), "≢": ("\\not\\equiv",),
    "⟹": ("\\Rightarrow",), "⟸": ("\\Leftarrow",), "⇐": ("\\Leftarrow",), "⟺": ("\\Leftrightarrow",),
    "∄": ("\\nexists",),
    "≪": ("\\ll",), "≫": ("\\gg",), "¬": ("\\neg",), "°": ("^", "\\circ"),
}  # fmt: skip


def plain_letter(char: str) -> str:
    """The ASCII letter that a styled Unicode letter is (`𝑥` is x), or nothing."""
    plain = unicodedata.normalize("NFKC", char)
    return plain if len(plain) == 1 and plain.isascii() and plain.isalpha() else ""
