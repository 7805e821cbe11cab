package catalog

import "rolprofiel/pkg/strictyaml"

// The tables below are the one description of what users write. They are
// functions, so that a command pays only for the kinds it reads.

type (
	field  = strictyaml.Field
	option = strictyaml.Option
)

func words(nl, en string) strictyaml.Words { return strictyaml.Words{NL: nl, EN: en} }

func opt(value, nl, en string) option { return option{Value: value, Words: words(nl, en)} }

func sourcesField() field {
	return field{
		Key: "sources", Type: strictyaml.List, Of: strictyaml.Ref, Kind: KindHeading, Example: "buurtteams-ontwikkelen-2021#werkzame-elementen",
		Title: words("bronnen", "sources"),
		About: words("Waar dit op steunt: rapport#kop, of proposal als het ons eigen voorstel is.", "What this leans on: report#heading, or proposal when it is our own."),
	}
}

func reviewFields() []field {
	return []field{
		{
			Key: "review", Type: strictyaml.Object,
			Title: words("beoordeling", "review"),
			About: words("Wie deze tekst heeft beoordeeld, en wanneer.", "Who judged this text, and when."),
			Fields: []field{
				{Key: "body", Type: strictyaml.Plain, Required: true, Example: "werkgroep competentieontwikkeling", Title: words("wie", "body"), About: words("De groep die de tekst beoordeelde; geen persoon.", "The group that judged the text; not a person.")},
				{Key: "on", Type: strictyaml.Date, Required: true, Example: "2027-01-15", Title: words("op", "on"), About: words("De dag van de beoordeling.", "The day of the review.")},
				{Key: "fingerprint", Type: strictyaml.Plain, Pattern: `^[0-9a-f]{6}$`, Example: "3f2a91", Title: words("vingerafdruk", "fingerprint"), About: words("De vingerafdruk van de tekst die is beoordeeld.", "The fingerprint of the text that was judged.")},
			},
		},
		{
			Key: "status", Type: strictyaml.Choice, Example: "concept",
			Title: words("status", "status"),
			About: words("Hoe ver de tekst is.", "How far the text has come."),
			Choices: []option{
				opt("concept", "concept", "draft"),
				opt("tested", "getoetst", "tested"),
				opt("adopted", "vastgesteld", "adopted"),
			},
		},
	}
}

func exampleField() field {
	return field{Key: "example", Type: strictyaml.Bool, Example: "true", Title: words("voorbeeld", "example"), About: words("Dit is een voorbeeld, geen echt team of echte vacature.", "This is an example, not a real team or opening.")}
}

func text(key string, required bool, title, about strictyaml.Words) field {
	return field{Key: key, Type: strictyaml.Text, Required: required, Title: title, About: about, Example: "|"}
}

func line(key string, required bool, title, about strictyaml.Words) field {
	return field{Key: key, Type: strictyaml.Line, Required: required, Title: title, About: about, Example: "…"}
}

func plain(key string, title, about strictyaml.Words, example string) field {
	return field{Key: key, Type: strictyaml.Plain, Title: title, About: about, Example: example}
}

func idField() field {
	return field{Key: "id", Type: strictyaml.ID, Required: true, Example: "korte-naam", Title: words("id", "id"), About: words("Een korte naam, uniek in dit bestand: kleine letters en streepjes.", "A short name, unique in this file: small letters and dashes.")}
}

func targetField(key string) field {
	return field{Key: key, Type: strictyaml.Target, Names: true, Required: true, Example: "korte-naam", Title: words("id", "id"), About: words("De id van het onderdeel dat verandert.", "The id of the item that changes.")}
}

func itemText() field {
	return text("text", true, words("tekst", "text"), words("De zin zelf.", "The sentence itself."))
}

// items is a list of statements {id, text, sources}.
func items(key string, required bool, title, about strictyaml.Words) field {
	return field{Key: key, Type: strictyaml.List, Of: strictyaml.Object, Required: required, Title: title, About: about, Fields: []field{idField(), itemText(), sourcesField()}}
}

func areaField(required bool) field {
	return field{
		Key: "area", Type: strictyaml.Choice, Required: required, Example: "team",
		Title: words("gebied", "area"),
		About: words("Voor wie of wat de taak is.", "Whom or what the task is for."),
		Choices: []option{
			opt("resident", "bewoners", "residents"),
			opt("team", "het team", "the team"),
			opt("organisation", "de organisatie", "the organisation"),
			opt("profession", "het vak", "the profession"),
		},
	}
}

func hoursField() field {
	return field{Key: "hours", Type: strictyaml.Number, Min: 0.25, Max: 40, Example: "2", Title: words("uren", "hours"), About: words("Hoeveel uur per week deze taak vraagt.", "How many hours a week this task takes.")}
}

func tasks(required bool) field {
	f := items("tasks", required, words("taken", "tasks"), words("Wat iemand in deze rol doet.", "What somebody in this role does."))
	f.Fields = []field{idField(), areaField(true), hoursField(), itemText(), sourcesField()}
	return f
}

// roleLists are the lists of a role that a team may change.
func roleLists() []field {
	return []field{
		tasks(false),
		items("results", false, words("resultaten", "results"), words("Wat anderen ervan merken.", "What others notice.")),
		items("mandate", false, words("bevoegdheden", "what you may decide"), words("Wat je mag en waarover je beslist.", "What you may do and decide.")),
		items("not_this_role", false, words("niet deze rol", "not this role"), words("Wat de rol niet is.", "What the role is not.")),
		items("works_with", false, words("werkt samen met", "works with"), words("Met wie, en waarvoor.", "With whom, and what for.")),
		items("added_value", false, words("meerwaarde", "added value"), words("Wat de rol toevoegt voor bewoners, collega's en organisatie.", "What the role adds for residents, colleagues and organisation.")),
		items("growth", false, words("groei", "growth"), words("Hoe iemand in of vanuit de rol groeit.", "How somebody grows in or from the role.")),
	}
}

func levelField(key string) field {
	return field{Key: key, Type: strictyaml.Int, Required: true, Example: "3", Title: words("niveau", "level"), About: words("Een niveau van de schaal.", "A level of the scale.")}
}

func startField() field {
	return field{Key: "start", Type: strictyaml.Int, Example: "2", Title: words("om te beginnen", "to begin"), About: words("Het niveau dat genoeg is om te beginnen; daarna groeit iemand door.", "The level that is enough to begin; somebody grows from there.")}
}

func esco() field {
	return field{
		Key: "esco", Type: strictyaml.List, Of: strictyaml.Object,
		Title: words("ESCO", "ESCO"),
		About: words("Verwante beroepen of vaardigheden in ESCO; nooit precies hetzelfde.", "Related occupations or skills in ESCO; never exactly the same."),
		Fields: []field{
			{Key: "uri", Type: strictyaml.Plain, Names: true, Required: true, Pattern: `^http://data\.europa\.eu/esco/(occupation|skill)/[0-9A-Za-z.-]+$`, Example: "http://data.europa.eu/esco/skill/bf983f2a-e941-4646-811d-cc81060cb53f", Title: words("adres", "address"), About: words("Het vaste adres in ESCO.", "The permanent address in ESCO.")},
			plain("label", words("naam", "label"), words("De Engelse naam in ESCO.", "The English name in ESCO."), "build networks"),
			{
				Key: "match", Type: strictyaml.Choice, Required: true, Example: "related", Title: words("verwantschap", "match"), About: words("Hoe dicht het erbij ligt.", "How near it is."),
				Choices: []option{opt("related", "verwant", "related"), opt("close", "dichtbij", "close"), opt("broad", "ruimer", "broader")},
			},
		},
	}
}

func roleFields() []field {
	lists := map[string]field{}
	for _, l := range roleLists() {
		lists[l.Key] = l
	}
	return append([]field{
		line("title", true, words("titel", "title"), words("De naam van de rol; hij noemt de ervaringsdeskundigheid.", "The name of the role; it names the lived experience.")),
		line("short", true, words("kort", "short"), words("De rol in één of twee woorden, voor in een zin.", "The role in a word or two, for use in a sentence.")),
		text("purpose", true, words("doel", "purpose"), words("Waarvoor de rol er is, in twee of drie zinnen.", "What the role is for, in two or three sentences.")),
		sourcesField(),
		{Key: "stances", Type: strictyaml.List, Of: strictyaml.Ref, Kind: KindStance, Example: "brugfunctie", Title: words("houdingen", "stances"), About: words("De houdingen die bij de rol passen.", "The stances that fit the role.")},
		tasks(true),
		lists["results"],
		lists["mandate"],
		{
			Key: "needs", Type: strictyaml.List, Of: strictyaml.Object, Required: true,
			Title: words("wat de rol vraagt", "what the role asks"),
			About: words("De competenties die de rol vraagt, met niveau en reden.", "The competencies the role asks for, with level and reason."),
			Fields: []field{
				{Key: "competency", Type: strictyaml.Ref, Kind: KindCompetency, Names: true, Required: true, Example: "bondgenoten", Title: words("competentie", "competency"), About: words("De id van een competentie.", "The id of a competency.")},
				levelField("level"),
				startField(),
				{
					Key: "weight", Type: strictyaml.Choice, Required: true, Example: "must", Title: words("gewicht", "weight"), About: words("Moet iemand dit al kunnen, of mag het groeien?", "Must somebody master this already, or may it grow?"),
					Choices: []option{opt("must", "nodig bij de start", "needed at the start"), opt("grow", "mag groeien", "may grow")},
				},
				text("why", true, words("reden", "why"), words("Waarom de rol dit vraagt, in een zin die een leidinggevende kan verdedigen.", "Why the role asks this, in a sentence a manager can defend.")),
				sourcesField(),
			},
		},
		lists["not_this_role"],
		lists["works_with"],
		lists["added_value"],
		{Key: "organisation_owes", Type: strictyaml.List, Of: strictyaml.Ref, Kind: KindPrecondition, Required: true, Example: "intervisie", Title: words("wat de organisatie regelt", "what the organisation provides"), About: words("De randvoorwaarden waar de rol op rekent.", "The preconditions that the role counts on.")},
		{
			Key: "combines_with", Type: strictyaml.List, Of: strictyaml.Object,
			Title: words("te combineren met", "combines with"),
			About: words("Rollen die samengaan in één baan, en wat dan schuurt.", "Roles that go together in one job, and what then rubs."),
			Fields: []field{
				{Key: "role", Type: strictyaml.Ref, Kind: KindRole, Names: true, Required: true, Example: "casuswerker", Title: words("rol", "role"), About: words("De andere rol.", "The other role.")},
				text("tension", true, words("spanning", "tension"), words("Wat schuurt, en hoe je ermee omgaat.", "What rubs, and how to deal with it.")),
				sourcesField(),
			},
		},
		lists["growth"],
		esco(),
	}, reviewFields()...)
}

func competencyFields() []field {
	return append([]field{
		line("title", true, words("titel", "title"), words("De naam van de competentie.", "The name of the competency.")),
		{
			Key: "domain", Type: strictyaml.Choice, Required: true, Example: "contact-en-steun", Title: words("domein", "domain"), About: words("De groep waar de competentie bij hoort.", "The group the competency belongs to."),
			Choices: []option{
				opt("ervaring-als-bron", "Ervaring als bron", "Experience as a source"),
				opt("contact-en-steun", "Contact en steun", "Contact and support"),
				opt("brug-en-tegengeluid", "Brug en tegengeluid", "Bridge and critical voice"),
				opt("organisatie-ontwikkelen", "Organisatie ontwikkelen", "Developing the organisation"),
				opt("samen-werken-en-leren", "Samen werken en leren", "Working and learning together"),
			},
		},
		{Key: "core", Type: strictyaml.Bool, Required: true, Example: "true", Title: words("kern", "core"), About: words("Heeft iedere ervaringsdeskundige dit nodig?", "Does every peer worker need this?")},
		{
			Key: "kind", Type: strictyaml.Choice, Required: true, Example: "generic", Title: words("soort", "kind"), About: words("Voor alle rollen, of voor enkele.", "For all roles, or for some."),
			Choices: []option{opt("generic", "voor alle rollen", "for all roles"), opt("specific", "voor bepaalde rollen", "for some roles")},
		},
		text("definition", true, words("wat het is", "definition"), words("Wat iemand doet die dit kan, in twee of drie zinnen.", "What somebody does who masters this, in two or three sentences.")),
		text("why", true, words("waarom", "why"), words("Waarom dit ertoe doet.", "Why this matters.")),
		{
			Key: "levels", Type: strictyaml.List, Of: strictyaml.Object, Title: words("niveaus", "levels"), About: words("Waaraan je de competentie per niveau herkent.", "How the competency shows at each level."),
			Fields: []field{
				{Key: "level", Type: strictyaml.Int, Names: true, Required: true, Example: "3", Title: words("niveau", "level"), About: words("Een niveau van de schaal.", "A level of the scale.")},
				items("signs", true, words("tekenen", "signs"), words("Wat anderen iemand op dit niveau zien doen.", "What others see somebody do at this level.")),
			},
		},
		items("knowledge", false, words("kennis", "knowledge"), words("Wat je ervoor weet.", "What you know for it.")),
		items("attitude", false, words("houding", "attitude"), words("Hoe je erin staat.", "How you approach it.")),
		items("tensions", false, words("spanningen", "tensions"), words("Wat er schuurt, en hoe mensen ermee omgaan.", "What rubs, and how people deal with it.")),
		{
			Key: "questions", Type: strictyaml.List, Of: strictyaml.Object, Title: words("vragen", "questions"), About: words("Vragen voor een gesprek over echt gedrag in het werk.", "Questions for a talk about real behaviour at work."),
			Fields: []field{
				idField(),
				{
					Key: "part", Type: strictyaml.Choice, Required: true, Example: "situation", Title: words("onderdeel", "part"), About: words("Het onderdeel van het gesprek.", "The part of the talk."),
					Choices: []option{opt("situation", "situatie", "situation"), opt("task", "taak", "task"), opt("action", "actie", "action"), opt("result", "resultaat", "result"), opt("reflection", "reflectie", "reflection")},
				},
				itemText(),
				sourcesField(),
			},
		},
		{Key: "learning", Type: strictyaml.List, Of: strictyaml.Ref, Kind: KindLearning, Example: "leerlijn-buurtteams", Title: words("leren", "learning"), About: words("Waar je dit leert.", "Where you learn this.")},
		esco(),
		sourcesField(),
	}, reviewFields()...)
}

func scaleFields() []field {
	return append([]field{
		text("about", true, words("over de schaal", "about"), words("Wat de schaal is en niet is.", "What the scale is and is not.")),
		sourcesField(),
		{
			Key: "levels", Type: strictyaml.List, Of: strictyaml.Object, Required: true, Title: words("niveaus", "levels"), About: words("De niveaus, van laag naar hoog.", "The levels, from low to high."),
			Fields: []field{
				{Key: "level", Type: strictyaml.Int, Names: true, Required: true, Min: 1, Max: 9, Example: "1", Title: words("rang", "level"), About: words("De plaats op de schaal, vanaf 1.", "The place on the scale, from 1.")},
				line("title", true, words("naam", "title"), words("De naam van het niveau.", "The name of the level.")),
				text("meaning", true, words("betekenis", "meaning"), words("Wat iemand op dit niveau doet.", "What somebody does at this level.")),
				text("evidence", true, words("bewijs", "evidence"), words("Waaraan je het niveau herkent.", "What shows the level.")),
				text("owes", true, words("wat het team regelt", "what the team owes"), words("Wat het team op dit niveau verschuldigd is.", "What the team owes at this level.")),
			},
		},
	}, reviewFields()...)
}

func sourceFields() []field {
	return append([]field{
		line("title", true, words("titel", "title"), words("De titel van het rapport.", "The title of the report.")),
		plain("publisher", words("uitgever", "publisher"), words("Wie het uitgaf.", "Who published it."), "Vrijwilligersacademie Amsterdam"),
		{Key: "date", Type: strictyaml.Date, Example: "2021-05-19", Title: words("datum", "date"), About: words("De datum van het rapport; weglaten als het geen jaar noemt.", "The date of the report; left out when it names no year.")},
		text("about", false, words("over", "about"), words("Waar het rapport over gaat.", "What the report is about.")),
		{
			Key: "headings", Type: strictyaml.List, Of: strictyaml.Object, Required: true, Title: words("koppen", "headings"), About: words("De koppen van het rapport.", "The headings of the report."),
			Fields: []field{
				idField(),
				line("title", true, words("kop", "heading"), words("De kop zoals het rapport hem heeft.", "The heading as the report has it.")),
				text("excused", false, words("reden van niet gebruiken", "reason for not using it"), words("Waarom geen uitspraak op deze kop steunt.", "Why no statement leans on this heading.")),
			},
		},
	}, reviewFields()...)
}

func owners() []option {
	return []option{
		opt("leidinggevende", "de leidinggevende", "the manager"),
		opt("werkbegeleider", "de werkbegeleider", "the practice supervisor"),
		opt("team", "het team", "the team"),
		opt("directie", "de directie", "senior management"),
		opt("personeelszaken", "personeelszaken", "human resources"),
		opt("opdrachtgever", "de opdrachtgever", "the commissioning body"),
		opt("beleid", "de beleidsafdeling", "the policy department"),
	}
}

func preconditionFields() []field {
	return append([]field{
		line("title", true, words("titel", "title"), words("De naam van de randvoorwaarde.", "The name of the precondition.")),
		{
			Key: "category", Type: strictyaml.Choice, Required: true, Example: "learning", Title: words("groep", "category"), About: words("Waar de randvoorwaarde over gaat.", "What the precondition is about."),
			Choices: []option{
				opt("position", "positie", "position"),
				opt("guidance", "begeleiding", "guidance"),
				opt("learning", "leren", "learning"),
				opt("pay", "beloning", "pay"),
				opt("time", "tijd", "time"),
				opt("policy", "beleid", "policy"),
				opt("network", "netwerk", "network"),
				opt("welcome", "welkom", "welcome"),
				opt("rules", "spelregels", "rules"),
			},
		},
		{Key: "owner", Type: strictyaml.Choice, Required: true, Choices: owners(), Example: "leidinggevende", Title: words("eigenaar", "owner"), About: words("Wie dit regelt: een functie, geen persoon.", "Who sees to this: a function, not a person.")},
		text("text", true, words("belofte", "promise"), words("Wat de organisatie belooft.", "What the organisation promises.")),
		text("question", true, words("vraag", "question"), words("De vraag waarmee een team dit nagaat.", "The question by which a team checks this.")),
		text("proof", true, words("bewijs", "proof"), words("Waaraan je ziet dat het geregeld is.", "What shows that it is in place.")),
		sourcesField(),
	}, reviewFields()...)
}

func stanceFields() []field {
	return append([]field{
		line("title", true, words("titel", "title"), words("De naam van de houding.", "The name of the stance.")),
		text("text", true, words("tekst", "text"), words("Wat de houding inhoudt.", "What the stance means.")),
		sourcesField(),
	}, reviewFields()...)
}

func termFields() []field {
	return append([]field{
		line("title", true, words("woord", "term"), words("Het woord.", "The term.")),
		text("meaning", true, words("betekenis", "meaning"), words("Wat het betekent, in gewone taal.", "What it means, in plain language.")),
		sourcesField(),
	}, reviewFields()...)
}

func learningFields() []field {
	parts := items("parts", false, words("onderdelen", "parts"), words("Waar het uit bestaat.", "What it consists of."))
	parts.Fields = []field{
		idField(),
		{Key: "minutes", Type: strictyaml.Int, Min: 1, Max: 600, Example: "10", Title: words("minuten", "minutes"), About: words("Hoeveel minuten dit deel duurt.", "How many minutes this part takes.")},
		itemText(), sourcesField(),
	}
	return append([]field{
		line("title", true, words("titel", "title"), words("De naam van de training of leerroute.", "The name of the training or route.")),
		text("text", true, words("tekst", "text"), words("Wat het is en voor wie.", "What it is and for whom.")),
		{
			Key: "hours", Type: strictyaml.Object, Title: words("uren", "hours"), About: words("Hoeveel uur het vraagt.", "How many hours it takes."),
			Fields: []field{
				{Key: "learning", Type: strictyaml.Number, Min: 1, Max: 5000, Example: "60", Title: words("leren", "learning"), About: words("Uren leren.", "Hours of learning.")},
				{Key: "working", Type: strictyaml.Number, Min: 1, Max: 5000, Example: "60", Title: words("werken", "working"), About: words("Uren werken in de praktijk.", "Hours of work in practice.")},
			},
		},
		parts,
		text("leads_to", false, words("leidt tot", "leads to"), words("Wat je aan het eind hebt.", "What you have at the end.")),
		{Key: "feeds", Type: strictyaml.List, Of: strictyaml.Ref, Kind: KindCompetency, Example: "grenzen", Title: words("voedt", "feeds"), About: words("De competenties die je ermee ontwikkelt.", "The competencies that it develops.")},
		sourcesField(),
	}, reviewFields()...)
}
