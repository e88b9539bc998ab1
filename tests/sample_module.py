"""A small, complete module: every type of question, two lessons, one scenario, drills, tasks."""

from training_modules.model import (
    CustomerQuestion,
    Dialogue,
    Drill,
    Edge,
    Ending,
    Instead,
    Lesson,
    Line,
    Matching,
    Module,
    Multiple,
    Node,
    Numeric,
    NumericSlip,
    Option,
    Ordering,
    Pair,
    Phrases,
    Question,
    QuizRules,
    Rule,
    Scenario,
    ShortText,
    Single,
    Skill,
    Spot,
    SpotLine,
    Step,
    Task,
    Text,
    TextSlip,
    TrueFalse,
    When,
)

SAMPLE_SKILL = Skill("empathy", Text("التعاطف", "Empathy"), Text("ما هو", "What it is"))
TYPES_TWICE = 16


def sample_module(module_id: str = "empathy", version: str = "sample0000000001") -> Module:
    """Sixteen questions (each type twice); practice draws 4, certification 6."""
    skill = module_id
    return Module(
        module_id=module_id,
        version=version,
        skill=skill,
        title=Text(f"التعاطف ({module_id})", module_id.title()),
        summary=both("خلاصة", "Summary"),
        why=both("سبب", "Why it matters"),
        criteria=("empathy",),
        sources=("S0",),
        rules=tuple(
            Rule(f"{module_id}.r{n}", both(f"القاعدة {n}", f"Rule {n}"), both(f"نص {n}", f"Do {n}"))
            for n in (1, 2, 3)
        ),
        lessons=(_lesson(module_id, 1), _lesson(module_id, 2)),
        questions=(*_questions(module_id, skill, 0), *_questions(module_id, skill, 8)),
        scenarios=(_scenario(module_id, skill),),
        drills=(_drill(module_id, skill, 1), _drill(module_id, skill, 2)),
        cards=_cards(module_id, skill),
        tasks=(_task(module_id, 1), _task(module_id, 2)),
        quiz=QuizRules(practise=4, certify=6, pass_mark=80),
    )


def both(ar: str, en: str) -> Text:
    return Text(ar, en)


def _lesson(module_id: str, number: int) -> Lesson:
    good = Dialogue(
        setting=both("اتصال", "A call"),
        lines=(
            Line("customer", both("طلبي متأخر.", "My order is late.")),
            Line(
                "agent",
                both("أعتذر عن التأخير.", "I am sorry for the delay."),
                note=both("اعتذار واضح", "A clear apology"),
                rule=f"{module_id}.r1",
            ),
        ),
    )
    bad = Dialogue(
        setting=both("اتصال", "A call"),
        lines=(
            Line("customer", both("طلبي متأخر.", "My order is late.")),
            Line("agent", both("انتظر.", "Wait."), fault=both("بلا خطوة", "No step")),
        ),
    )
    return Lesson(
        id=f"{module_id}.l{number}-start",
        title=both(f"الدرس {number}", f"Lesson {number}"),
        goal=both("هدف", "Goal"),
        minutes=5,
        text=both("**نص** الدرس", "**The** lesson"),
        good=good,
        bad=bad,
        rules=(f"{module_id}.r{number}",),
        instead=(Instead(both("اهدأ", "Calm down"), both("أسمعك", "I hear you"), both("ل", "So")),),
        source="S2",
        questions=(f"{module_id}.q0{number}",),
    )


def _questions(module_id: str, skill: str, after: int) -> tuple[Question, ...]:
    """One question of each type; `after` numbers them on, and changes their texts."""
    case = f"({after + 1})"

    def asked(number: int) -> dict[str, object]:
        return {
            "id": f"{module_id}.q{after + number:02d}",
            "skill": skill,
            "stem": both(f"سؤال {after + number}؟", f"Question {after + number}?"),
            "level": "apply",
            "difficulty": 1,
            "source": "S2",
            "criteria": ("empathy",),
            "lesson": f"{module_id}.l{1 if after == 0 else 2}-start",
        }

    single = Single(
        **asked(1),  # type: ignore[arg-type]
        type="single",
        context=both(f"أنتظر منذ أسبوع {case}", f"I have waited a week {case}"),
        channel="chat",
        options=(
            Option(both("أسبوع انتظار", "A week of waiting"), both("نعم", "Echoes it"), right=True),
            Option(both("رقم الطلب؟", "Order number?"), both("لا", "Jumps on")),
            Option(both("لحظة", "One moment"), both("لا شيء", "Nothing said")),
            Option(both("سياستنا", "Our policy"), both("جدال", "Argues")),
        ),
    )
    multiple = Multiple(
        **asked(2),  # type: ignore[arg-type]
        type="multiple",
        options=(
            Option(both("أعتذر", "I apologise"), both("اعتذار", "An apology"), right=True),
            Option(both("سأتصل اليوم", "I will call today"), both("خطوة", "A step"), right=True),
            Option(both("اهدأ", "Calm down"), both("أمر", "An order")),
            Option(both("ليس ذنبي", "Not my fault"), both("تنصل", "Shrugs it off")),
        ),
    )
    true_false = TrueFalse(
        **asked(3),  # type: ignore[arg-type]
        type="true_false",
        answer=False,
        why_true=both("ليس صحيحًا", "It is not so"),
        why_false=both("صحيح أنه خطأ", "Right, it is false"),
    )
    ordering = Ordering(
        **asked(4),  # type: ignore[arg-type]
        type="ordering",
        steps=tuple(
            Step(both(f"خطوة {word}", f"Step {word}"), both(f"لأن {word}", f"Because {word}"))
            for word in ("one", "two", "three", "four")
        ),
    )
    matching = Matching(
        **asked(5),  # type: ignore[arg-type]
        type="matching",
        pairs=tuple(
            Pair(
                both(f"يمين {n}", f"Left {n}"), both(f"يسار {n}", f"Right {n}"), both("ل", f"W{n}")
            )
            for n in (1, 2, 3)
        ),
    )
    numeric = Numeric(
        **asked(6),  # type: ignore[arg-type]
        type="numeric",
        answer=1250.5,
        tolerance=0.5,
        why=both("الحساب", "The sum"),
        slips=(NumericSlip(1250000, both("ضُرب في ألف", "A thousand times")),),
        unit=both("ريال", "riyals"),
    )
    short = ShortText(
        **asked(7),  # type: ignore[arg-type]
        type="short_text",
        accept=Phrases(("أعتذر لك",), ("I apologise", "I am sorry")),
        why=both("اعتذار بالمفرد", "An apology in the first person"),
        slips=(TextSlip(Phrases(("نعتذر",), ("we apologise",)), both("بالجمع", "In the plural")),),
    )
    spot = Spot(
        **asked(8),  # type: ignore[arg-type]
        type="spot",
        lines=(
            SpotLine("customer", both("أين طلبي؟", "Where is my order?")),
            SpotLine(
                "agent", both("اهدأ من فضلك", "Calm down please"), both("أ", "An order"), True
            ),
            SpotLine("agent", both("سأبحث الآن", "I am looking now"), both("خ", "A step")),
            SpotLine("agent", both("لا أعرف", "I do not know"), both("ن", "Nothing after"), True),
        ),
    )
    return (single, multiple, true_false, ordering, matching, numeric, short, spot)


def _cards(module_id: str, skill: str) -> tuple[Question, ...]:
    return tuple(
        TrueFalse(
            id=f"{module_id}.c{number:02d}",
            skill=skill,
            stem=both(f"بطاقة {number}", f"Card {number}"),
            level="recall",
            difficulty=1,
            source="S2",
            type="true_false",
            answer=number % 2 == 0,
            why_true=both("لأن", "Because"),
            why_false=both("بل", "Rather"),
        )
        for number in (1, 2, 3)
    )


def _scenario(module_id: str, skill: str) -> Scenario:
    """Three nodes; a good start goes well, silence is sent away, an insult ends it."""
    ends = {
        "solved": Ending("solved", both("شكرًا لك", "Thank you"), both("أحسن", "Well done")),
        "passed_on": Ending("escalated", both("المشرف", "The manager"), both("تصعيد", "Passed on")),
        "gone": Ending("hung_up", both("...", "..."), both("انتهى", "It ended")),
    }
    nodes = {
        "start": _node(
            "أنتظر منذ أسبوع", "I have waited a week", ("apology",),
            (Edge("gone", both("إهانة", "An insult"), When(any=("insult",))),
             Edge("fix", both("اعتذار", "An apology"), When(all=("apology",)))),
            Edge("upset", both("بلا اعتذار", "No apology")),
        ),
        "upset": _node(
            "لا أحد يسمع", "Nobody listens", ("apology", "step"),
            (Edge("fix", both("اعتذار", "An apology"), When(any=("apology",))),),
            Edge("passed_on", both("لا شيء", "Nothing")),
        ),
        "fix": _node(
            "ماذا ستفعل؟", "What will you do?", ("step", "cue:technician"),
            (Edge("solved", both("خطوة", "A step"), When(all=("step",), none=("promise",))),),
            Edge("passed_on", both("بلا خطوة", "No step")),
        ),
    }  # fmt: skip
    return Scenario(
        id=f"{module_id}.s1-waiting",
        title=both("انتظار", "Waiting"),
        skill=skill,
        criteria=("empathy",),
        channel="chat",
        trade="telecom",
        minutes=5,
        brief=both("عميل ينتظر", "A customer waits"),
        facts=(both("الموعد غدًا", "The visit is tomorrow"),),
        customer=both("ريم", "Reem"),
        start="start",
        max_turns=6,
        nodes=nodes,
        endings=ends,
        source="S2",
        cues={"technician": Phrases(("الفني",), ("technician",))},
    )


def _node(
    ar: str, en: str, wants: tuple[str, ...], edges: tuple[Edge, ...], otherwise: Edge
) -> Node:
    model = both(
        "أعتذر لك عن التأخير، سأرسل الفني اليوم.",
        "I am sorry for the delay, I will send the technician today.",
    )
    return Node(both(ar, en), 2, wants, both("تلميح", "A hint"), model, edges, otherwise)


def _drill(module_id: str, skill: str, number: int) -> Drill:
    return Drill(
        id=f"{module_id}.d{number}",
        skill=skill,
        criteria=("empathy",),
        channel="chat",
        trade="bank",
        situation=both(f"موقف {number}", f"Situation {number}"),
        customer=both("بطاقتي مسروقة", "My card was stolen"),
        weak=both("رقم البطاقة؟", "Card number?"),
        wants=("acknowledge", "step"),
        shuns=("avoid",),
        model=both(
            "أتفهم قلقك، سأوقف البطاقة الآن.",
            "I understand the worry, I will block the card now.",
        ),
        why=both("لأن", "Because"),
        source="S2",
    )


def _task(module_id: str, number: int) -> Task:
    return Task(
        id=f"{module_id}.t{number:02d}",
        title=both(f"رسالة {number}", f"Message {number}"),
        criteria=("empathy",),
        channel="email",
        register="formal",
        trade="delivery",
        minutes=10,
        customer=both("ريم الشهري", "Reem Al Shehri"),
        message=both("متى يصل طلبي؟", "When will my order arrive?"),
        facts=(both("يصل غدًا", "It arrives tomorrow"),),
        questions=(CustomerQuestion(both("متى يصل؟", "When?"), Phrases(("غدًا",), ("tomorrow",))),),
        issue=Phrases(("الطلب",), ("order",)),
        at_fault=True,
        model=both(
            "مرحبًا ريم، أعتذر لك عن تأخر الطلب. يصل غدًا. مع التحية.",
            "Hello Reem, I am sorry the order is late. It arrives tomorrow. Kind regards.",
        ),
        why=both("لأن", "Because"),
        source="S0",
    )
