"""The words that give a relation, that doubt it and that only name it, as tables; `granting` puts them together.

A blank in a table stands between two words, `_` for a blank inside of an entry; an entry may be a pattern.
"""

from __future__ import annotations

import re


def _any(words: str) -> str:
    """One of the entries of a table."""
    return "(?:" + "|".join(entry.replace("_", " ") for entry in words.split()) + ")"


def _pattern(*parts: str) -> re.Pattern[str]:
    return re.compile("".join(parts), re.IGNORECASE | re.DOTALL)


# --- where the clause in front of a formula begins ---------------------------------------------------------------
SOONER = _any("but so_that so then hence thus therefore while whereas where because since")
CUT = _pattern(
    rf"\A.*(?:[.;!?；。！？]|[ ,](?={SOONER} )|, (?=(?:and|we|let|here|now) )|",
    r"\band (?=(?:we|get|obtain|write|so|then|hence|thus|therefore|let) ))",
)
OWN_VERB = _any(
    "gets? obtains? have has gives? yields? finds? writes? sees? sets? defines? puts? uses? computes? denotes? takes? "
    "chooses? recovers? arrives?_at is"
)
INNER = _pattern(
    r"\A.*(?:, (?=(?:the|an?|our|its|this|with|by) )|(?:^|[ ,])(?=(?:we|this|which|it|one) ",
    rf"(?:also |then |thus |now |again |can )?{OWN_VERB}(?: that)?$))",
)
SENTENCE = _pattern(r"\A.*[.;:!?；。！？]")
LISTED = re.compile(r"⟦\d+⟧(?: ?\([^)]*\))?(?:,? and(?: also)?|,|，| \\?&)? ?$")
SUBORDINATE = _pattern(
    r"\b", _any("when whenever if unless for since because as "
    r"where case with given though let suppose assume"), r"\b[^,]*$"
)
LABEL = re.compile(r"(?:^|[\s(])\(?\w{1,4}[.)] ?$")
OPENED = re.compile(r"[(\[] ?$")
QUOTED = re.compile(r"[\"“„«'‘]$")
CALLED = re.compile(r"[\w.!?][\"”’»›]$")
FOREIGN = _pattern(
    r"[^\x00-\x7f’”–—…⟦⟧]$|\b",
    _any("der die das den dem ein eine ist sind wir mit und für gilt "
         "sei im dann daher somit folglich wenn falls setze haben"),
    r"\b",
)

# --- what somebody else says -------------------------------------------------------------------------------------
SAYS = _any(
    r"says? said claim\w* wrote think\w* thought believ\w+ suspect\w* conjectur\w+ guess\w* doubt\w* wonder\w* asks? "
    r"asked argu(?:e|es|ed|ing) assert\w* alleg\w+ suggest\w* hop(?:e|es|ed|ing) wish\w* dream\w* report(?:s|ed) "
    r"rumou?r\w* insist\w* imagin\w+ fear\w* answered repl(?:y|ies|ied) told pretend\w* surmis\w+ supposedly allegedly "
    "reportedly purportedly apparently presumably opinion according_to"
)
STUDENT = _any(
    "students? pupils? paper candidates? friends? colleagues? "
    "teachers? reviewers? referees? someone somebody anyone nobody he "
    "she they authors? alice bob"
)
WROTE = _any(r"writes? obtain\w* got gets? finds? found has had have uses? "
             r"used arriv\w+ puts? states? stated computes? defines? defined")
BOOK = _any("book paper notation literature textbook solution_manual proposal exam")
REPORTED = _pattern(
    rf"\b{SAYS}\b|\b{STUDENT} (?:[\w-]+ )?{WROTE}\b|\b(?:of|by|from) (?:the|an?|one|some|this|my|your) {STUDENT}\b|",
    rf"\b(?:in|from) (?:the|their|his|her|an?|that|another|some) (?:[\w-]+ )?{BOOK}s?\b(?=[^,]*$)|",
    r"\bone (?:finds?|reads?|sees|hears)\b",
)
MODEL = _pattern(
    r"\b",
    _any("models? theorem lemma rule law formula equation definition assumption convention hypothesis network layer"),
    r"(?: [\w-]+){0,2} (?:says?|asserts?|suggests?|claims?)\b",
)

# --- what doubts it ----------------------------------------------------------------------------------------------
ALLOWED = _any("write set take choose express rewrite define let put assume use introduce denote view be")
AIMED = r"(?! (?:is |was )?to (?:minimi|maximi|comput|find|fit|learn|optimi|estimat|differentiat|evaluat|deriv))"
NO_WORDS = _any(
    r"would could might cannot not never nobody none \w+n['’]t neither nor hardly rarely seldom sometimes occasionally "
    "perhaps maybe possibly probably wrong(?:ly)? incorrect(?:ly)? "
    "false(?:ly)?(?!_(?:positive|negative|alarm|discovery)) "
    "naive(?:ly|(?=_(?:answer|guess|idea|approach|attempt|formula|way|try))) myth lie mistake rumou?r unclear whether "
    "why how instead_of rather_than unlike contrary_to as_opposed_to despite in_spite_of except without against beware "
    r"avoid\w* reject\w* refut\w* exclud\w* forbid\w* deny denies denied violat\w* testing checking plotting drawing "
    r"solving intersect\w* such_as like if_only few had "
    r"no_[\w-]+_(?:satisf\w+|obeys?|has|have|is|are) were was nowhere supposed so-called "
    r"converse negation opposite null_hypothesis alternative_is pretend\w* "
    r"putative counterexample\w* contradict\w* impossible absurd"
)
TRYING = _any("tests? checks? plots? sketch draw graph solve prove verify compare disprove")
DOUBTED = _pattern(
    rf"\b(?:{NO_WORDS}|(?:may|can|should)(?! (?:also |then |thus |simply |now )?{ALLOWED})|",
    rf"(?:goal|aim|wish|hope){AIMED}|",
    rf"(?:needs?|wants?|requires?|tr(?:y|ies)){AIMED}|(?<!\w ){TRYING}|(?:we|to|us|will|and) {TRYING})\b",
)
HEADED = _pattern(r"^\W*(?:had|were|should) $")
TITLE = _pattern(
    r"\b(?:false|wrong|incorrect|myth|wish|guess|conjecture|question|puzzle|counterexample|rumou?r|never|goal|aim|"
    r"to (?:show|prove|check|test)|a student|",
    _any(r"wrong naive_(?:answer|guess|idea|attempt) incorrect false "
         r"mistak\w+ not_(?:true|hold) avoid\w* never reject\w* "
         r"refut\w* impossible absurd doubtful"),
    r"\b(?: [\w-]+){0,4})$|^not$",
)
FALSE = (
    r"impossible plausible implausible unlikely doubtful "
    r"questionable disputed debatable nonsens\w+ meaningless refuted "
    "rejected unproved unproven conjecture lie myth mistake "
    "fallacy wrong false incorrect mistaken untrue invalid absurd"
)
CALLS_IT = _any(
    FALSE + " possible likely guess hope wish goal aim question excluded "
            "ruled_out forbidden open(?=_?[.;,]) surprising "
    r"contradict\w* sufficient necessary violated infeasible unsatisfiable unknown unclear tested "
    "to_be_(?:shown|proved|proven|tested|checked|verified)"
)
MIGHT = _any("hold fail imply follow mean lead contradict happen occur "
             "be_(?:true|false|right|wrong|correct|valid|possible|violated)")
BEHIND = _pattern(
    r" ?[,(–—]* ?(?:and |but )?(?:(?:which|that|this) )?(?:",
    rf"(?:might|may|could|would|should|can)(?: not|n['’]t)? (?:well |also |then )?{MIGHT}\b|",
    r"seems?\b|appears? (?:to|plausible)\b|sounds?\b|looks (?:plausible|wrong|right|odd|true|like)|remains? to\b|",
    r"turns? out to be (?:wrong|bad|false|impossible|incorrect)|",
    r"(?:is|was|are) (?:(?:an?|the|our|only|just|clearly|obviously|simply|plainly|not|very) )*",
    rf"{CALLS_IT}\b|(?:cross(?:es)?|intersects?|meets?|touches|passes through) (?:the|its) (?:[\w-]+ )?",
    r"(?:curve|axis|line|circle|parabola|plane|graph|origin)\b|leads? (?:nowhere|to a contradiction)|",
    r"(?:has|have) (?:no|many|several|exactly|infinitely|only|at most|at least|one|two|a unique)(?: [\w-]+)? ",
    r"(?:solutions?|roots?)\b|needs? (?:a |to be )|(?:wrong|false|incorrect|not true|nonsense|sic)\b|(?<=\()\?)",
)
OPTIMUM = r"(?:the )?(?:optimum|minimum|maximum|convergence|initiali[sz]ation|equilibrium|infinity|start|end)"
LOOSELY = (
    rf"(?:in the (?:\w+ )?limit|approximately|roughly(?: speaking)?|on average|up to (?!⟦|X)|modulo|"
    rf"to (?:first|second|leading|lowest) order|almost (?:surely|everywhere|always)|most of the time|by mistake|"
    rf"in (?:distribution|probability|expectation|law)\b(?! of)|at {OPTIMUM}|asymptotically|with high probability)"
)
LOOSE_BEHIND = _pattern(
    rf" ?[,(]? ?(?:(?:only|holds|is true|true|valid) )?{LOOSELY}\b|",
    r",? unless\b|,? (?:is|was) (?:not )?what\b|,? (?:does not|doesn['’]t)\b| and (?:refute|reject|discard|drop)\b|",
    r",? is (?:a|the|our) (?:\w+ )?(?:null|line|curve|plane|circle|parabola|equation)\b|",
    r",? but (?:we|i) (?:do|will) not\b| on the board\b| be (?:false|wrong|violated)\b|\? ",
)
LOOSE_BEFORE = _pattern(
    rf"(?:^|, )(?:and |but |so |then )?(?:(?:{LOOSELY}|previously|formerly|earlier|ignoring|neglecting|",
    r"for (?:small|large|most|some|typical|many|almost all))\b[^,]*,?|(?:if|when|whenever|in case|provided) [^,X]*,)$",
)
ASIDE = _pattern(r" ?\(?(?:\?|student|claim)")
BACK = _pattern(
    r"^\W*(?:(?:but|however|of course|clearly|obviously|unfortunately|in fact),? )*(?:(?:this|that|it|which|the above|",
    r"(?:the|this|that) (?:statement|claim|equation|formula|equality|identity|latter)) (?:",
    r"(?:is|was|were|turns out to be|cannot be|can not be)(?: of course| clearly| obviously)? ",
    rf"(?:not (?:true|correct|right|the case|valid)|(?:an? )?{_any(FALSE)}\b|true for no)|",
    r"(?:does not|doesn['’]t|cannot|can not) (?:hold|follow)\b(?! that)|fails\b|contradicts)|",
    r"a: no\b|(?:no|wrong|false|contradiction|absurd|impossible)[.!,]|this leads to a contradiction|",
    r"not (?:true|so|quite)[.!])",
)

# --- what gives --------------------------------------------------------------------------------------------------
THAT = _pattern(
    r"\b",
    _any("have has know known note notice recall remember seen? observe find found follows means? implies imply obtain "
         "conclude deduce so such given assume suppose clear obvious "
         "ensures? convention fact remark gives? yields? shows? "
         "tells?_us is in stress emphasi[sz]e require postulate agree says? states? asserts?"),
    r"(?: us)?,? that$",
)
GIVING = _pattern(r"(?:^|[ (])", _any(
    r"= abbreviate abbreviating accordingly adds? again also altogether always and applies apply applying "
    r"approximate are as assumes? be because becomes? being builds? by calculates? calls? chooses? "
    r"choosing clearly computes? computing consequently considers? considering constructs? conversely "
    r"defines? defining denotes? derives? deriving describes? described differentiates? differentiating "
    r"directly e\.g e\.g\. easily emits? equals? equivalently evaluates? evidently expand expanding "
    r"explicitly express feeds? finally finds? first fits? fitting fix fixes follows? for forms? "
    r"furthermore gets? gives? giving has have hence here hereby i\.e i\.e\. immediately implements? "
    r"indeed initializes? insert inserting integrate integrating introduces? is just knows? learns? let "
    r"letting likewise maintains? maximises? maximising maximizes? maximizing means? meaning minimises? "
    r"minimising minimizes? minimizing models? moreover namely naturally next note notice noting now "
    r"obeys? observe obtains? obviously optimises? optimizes? optimizing otherwise outputs? parameterize "
    r"parameterized parametrize parametrized performs? picks? plainly plug plugging precisely predicts? "
    r"produces? propose puts? reads? recall recalling receives? recursively remember replaces? replacing "
    r"represents? returns? rewrites? samples? satisfies satisfy say sees? sets? setting similarly simplify "
    r"simplifying simply since so specifically stores? substitutes? substituting takes? taking that's then "
    r"there thereby therefore thus together trains? trivially updates? updating uses? using via viz where "
    r"with writes? writing yields?"
), "$")
PHRASE = _pattern(r"^(?:in|by|at|on) [\w-]+$")
PREPOSITION = _pattern(r"\b", _any("of to into in on from through for at over about "
                       r"between than towards? under per"), "$")
OF = _pattern(
    r"\b",
    _any("gradients? derivatives? differentials? hessian jacobian slopes? values? components? entr(?:y|ies) elements? "
         "logarithm log exponential softmax sigmoid norm variance "
         "mean expectation integral functions? outputs? inputs? "
         "terms sum product rows? columns? transpose inverse trace square square_root means instead use help virtue "
         "minimization maximization differentiation optimization "
         "definition form rate_of_change contexts? settings? light "
         "view presence spirit convexity linearity shape dimension case maximum minimum make makes think because "
         r"consist\w* speak aware composed independent"),
    r" of$",
)
INTO = _pattern(
    r"\b",
    _any(r"appl\w+ pass\w* feed\w* fed substitut\w+ plug\w* insert\w* simplif\w+ reduc\w+ lead\w* amount\w* "
         r"correspond\w* equal\w* respect rewrit\w+ chang\w+ equivalent due thanks sets? proportional rearrang\w+ "
         r"transform\w* map\w* start\w* begin\w* add\w* multipl\w+ back differentiat\w+ propagat\w+ rise gives? "
         r"used? bas\w+ depends? deriv\w+ follows? updat\w+ obtain\w* result\w* comput\w+ expand\w*"),
    r"(?: (?!not\b)[\w'’-]+){0,5} (?:to|into|in|on|from|through|for|at|over|about)$|^(?:for|from|in)$",
)
WRONG_TITLE = _pattern(r"\b(?:wrong|false|incorrect)\)? ?[.:]?\W*$")
DETERMINED = _pattern(
    r"(?:^|[ ,(])",
    _any("the an? our its their this that these those each every both two three your X"),
    r"(?: [\w'’/.-]+){1,7}$",
)
QUANTITY = _pattern(
    r"\b",
    _any("logits? scores? loss(?:es)? costs? outputs? inputs? layers? "
         "states? gates? functions? models? errors? residuals? "
         "activations? predictions? objectives? gradients? "
         "derivatives? vectors? matri(?:x|ces) means? variances? updates? "
         "steps? rules? parameters? weights? bias(?:es)? probabilit(?:y|ies) likelihoods? densit(?:y|ies) regressions? "
         "entropy softmax sigmoid relu tanh norms? terms? sums? "
         "products? cells? units? nodes? pass examples? definitions? "
         "formulas? identity substitution variables? numbers? "
         "constants? size length rate factor kernel features? targets? "
         "labels? data scalar estimat(?:e|or)s? penalty "
         "regulari[sz]er transform(?:ation)?s? map mapping notation shorthand "
         "abbreviation attention queries keys values embeddings? "
         "energy potential momentum velocity force theorem lemma"),
    "$",
)

# --- what only names it ------------------------------------------------------------------------------------------
EQUATIONS = _any(
    "(?:in|un)?equations? equalit(?:y|ies) inequalit(?:y|ies) "
    "constraints? conditions? statements? guess(?:es)? claims? "
    "conjectures? hypothes[ie]s propositions? assertions? relations? lines? curves? circles? ellipses? parabolas? "
    "hyperbolas? spheres? (?:hyper)?planes? surfaces? contours? "
    "locus graphs? points? pairs? roots? zeros? solutions? sets? "
    "strings? expressions?_like restrictions? requirements? assumptions? questions? answers? ideas? attempts? tests? "
    "possibilit(?:y|ies) alternatives? options? cases? events? property properties axioms? theor(?:y|ies) predicates? "
    "criteri(?:on|a) violations? counterexamples? beliefs? opinions? suggestions?"
)
NAMED = _pattern(rf"\b{EQUATIONS}(?: (?:of|for|in|on|from|between)(?: [\w'’-]+){{1,4}})?$")
TO_GIVE = _pattern(
    r"(?:^|\b)",
    _any(r"by from with us(?:e|es|ing) via satisf(?:y|ies|ying) obeys? "
         r"have has obtain get gives? yields? follows? deriv\w+ "
         r"recall introduc\w+ defin\w+ consider writ(?:e|ing) "
         r"appl(?:y|ies|ying) insert\w* substitut\w+ plug\w* impos\w+ "
         r"enforc\w+ under through in assum\w+ mak(?:e|ing) into is are"),
    r" (?:[\w-]+ ){0,4}$",
)
AMONG = _pattern(
    r"\b",
    _any("sets? points? pairs? triples? tuples? those all elements? "
         "members? values? situations? cases? vertices many few every "
         r"any (?:no|each)_[\w-]+"),
    r"(?: in the plane| X)? (?:with|where|satisfying|such "
    r"that|for which|(?:that|which) (?:satisfy|satisfies|obey)|having|",
    r"obeying|on which) $",
)
LAID = _pattern(r"\b(?:let|suppose|assume|consider|given|take|fix|be|for (?:all|any|every|each)(?: [\w-]+)*)\b")
NOT_MEANT = _pattern(r"\b(?:never|such as|like|pretend)\b[^,⟦]*$")
UNDONE = _pattern(
    r" on the board\b| be (?:false|wrong|violated)\b|,? (?:and|but|only to) (?:refute|reject|discard|drop)\b"
)
IF_ONLY = _pattern(r"\bif only (?:we had |it were |there were )?$")
CASE = _pattern(r"\bcases? ?$")
TREATED = _pattern(
    r" (?:is|are|was|were|will be|can be|must be) (?:\w+ )?",
    _any("treated considered handled excluded trivial left done covered discussed similar analogous clear easy obvious "
         "impossible ruled_out omitted skipped ignored different special harder called known"),
    r"\b",
)

# --- questions, tables, what is struck out -----------------------------------------------------------------------
ASKS = _pattern(
    r"^\W*(?:(?:and|but|so|now|then),? )?",
    _any("is are was were do does did can could will would should "
         "must may might shall has have when why where who which "
         "(?:for|at|under)_(?:which|what) how_(?:often|likely)"),
    r"\b",
)
WHEN_ASKED = _pattern(r"^\W*(?:(?:and|but|so) )?when (?:is|are|do|does|can|will|would) ")
STRUCK = _pattern(r"~~|</?(?:del|s|strike)>")
DELIMITER = re.compile(r"\|[ \t]*:?-{2,}:?[ \t]*(?:\||$)|(?:^|\s):?-{2,}:?[ \t]*\|")
CELL_AHEAD = re.compile(r"(?<!\\)[|&] ?$")
CELL_BEHIND = re.compile(r" ?[|&](?!\w)")
DEFINING_HEAD = _pattern(
    r"\b",
    _any("definitions? notation symbols? meaning names? variables? "
         "quantit(?:y|ies) formulas? expressions? functions? layers? "
         "steps? gates? activations? models? value"),
    r"\b",
)
