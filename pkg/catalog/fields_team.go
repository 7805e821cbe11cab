package catalog

import "rolprofiel/pkg/strictyaml"

func agreements() []option {
	return []option{
		opt("gemeenten", "cao Gemeenten", "collective agreement for municipalities (cao Gemeenten)"),
		opt("sociaal-werk", "cao Sociaal Werk", "collective agreement for social work (cao Sociaal Werk)"),
		opt("ggz", "cao ggz", "collective agreement for mental health care (cao ggz)"),
		opt("rijk", "cao Rijk", "collective agreement for central government (cao Rijk)"),
		opt("other", "een andere cao", "another collective agreement"),
	}
}

func agreementField() field {
	return field{Key: "agreement", Type: strictyaml.Choice, Choices: agreements(), Example: "sociaal-werk", Title: words("cao", "collective agreement"), About: words("De cao van de werkgever.", "The employer's collective agreement.")}
}

func contactField(required bool) field {
	return field{
		Key: "contact", Type: strictyaml.Object, Required: required,
		Title: words("contact", "contact"),
		About: words("Bij wie mensen terechtkunnen met vragen: een functie, geen persoon.", "Whom people can turn to with questions: a function, not a person."),
		Fields: []field{
			line("function", true, words("functie", "job title"), words("De functie van het aanspreekpunt.", "The job title of the contact.")),
			{Key: "email", Type: strictyaml.Plain, Pattern: `^[^@\s]+@[^@\s]+\.[^@\s.]+$`, Example: "team@voorbeeld.example", Title: words("e-mail", "e-mail"), About: words("Een adres van het team, niet van een persoon.", "An address of the team, not of a person.")},
			{Key: "phone", Type: strictyaml.Plain, Pattern: `^\+?[0-9][0-9 ()-]{5,}$`, Example: `"020 123 45 67"`, Title: words("telefoon", "phone"), About: words("Het nummer van het team.", "The number of the team.")},
		},
	}
}

func teamFields() []field {
	return append([]field{
		exampleField(),
		{Key: "name", Type: strictyaml.Plain, Required: true, Example: "Buurtteam Noord", Title: words("naam", "name"), About: words("De naam van het team.", "The name of the team.")},
		plain("municipality", words("gemeente", "municipality"), words("De gemeente waar het team werkt.", "The municipality where the team works."), "Voorbeeldstad"),
		text("about", false, words("over ons", "about us"), words("Wie het team is, in twee of drie zinnen.", "Who the team is, in two or three sentences.")),
		text("serves", false, words("voor wie", "serves"), words("Voor wie het team er is.", "Whom the team is there for.")),
		{
			Key: "employer", Type: strictyaml.Object, Title: words("werkgever", "employer"), About: words("Wie het contract tekent.", "Who signs the contract."),
			Fields: []field{
				{Key: "name", Type: strictyaml.Plain, Required: true, Example: "Stichting Voorbeeld", Title: words("naam van de werkgever", "employer's name"), About: words("De naam van de werkgever.", "The employer's name.")},
				agreementField(),
				{Key: "full_time_hours", Type: strictyaml.Number, Min: 20, Max: 48, Example: "36", Title: words("voltijd", "full time"), About: words("Hoeveel uur een volledige werkweek is.", "How many hours a full week is.")},
			},
		},
		contactField(false),
		{
			Key: "in_place", Type: strictyaml.List, Of: strictyaml.Object, Title: words("nu in het team", "in the team now"), About: words("Welke rollen er nu zijn; aantallen, geen namen.", "Which roles there are now; numbers, no names."),
			Fields: []field{
				{Key: "role", Type: strictyaml.Ref, Kind: KindRole, Names: true, Required: true, Example: "casuswerker", Title: words("rol", "role"), About: words("De rol.", "The role.")},
				{Key: "fte", Type: strictyaml.Number, Min: 0.01, Max: 1000, Example: "1.6", Title: words("fte", "fte"), About: words("De omvang in voltijdbanen.", "The size in full-time jobs.")},
				{Key: "people", Type: strictyaml.Int, Min: 1, Max: 1000, Example: "2", Title: words("mensen", "people"), About: words("Hoeveel mensen de rol hebben.", "How many people have the role.")},
			},
		},
		{
			Key: "preconditions", Type: strictyaml.List, Of: strictyaml.Object, Title: words("randvoorwaarden", "preconditions"), About: words("Wat er in dit team al geregeld is en wat nog niet.", "What is in place in this team and what is not."),
			Fields: []field{
				{Key: "id", Type: strictyaml.Ref, Kind: KindPrecondition, Names: true, Required: true, Example: "intervisie", Title: words("randvoorwaarde", "precondition"), About: words("De id van een randvoorwaarde.", "The id of a precondition.")},
				{
					Key: "state", Type: strictyaml.Choice, Required: true, Example: "open", Title: words("stand", "state"), About: words("Is het geregeld?", "Is it in place?"),
					Choices: []option{opt("met", "geregeld", "in place"), opt("open", "nog niet geregeld", "not in place yet"), opt("unknown", "niet bekend", "not known")},
				},
				{Key: "owner", Type: strictyaml.Choice, Choices: owners(), Example: "leidinggevende", Title: words("eigenaar", "owner"), About: words("Wie dit in dit team regelt.", "Who sees to this in this team.")},
				{Key: "due", Type: strictyaml.Date, Example: "2027-03-01", Title: words("uiterlijk", "due"), About: words("Wanneer het geregeld is.", "When it will be in place.")},
				text("proof", false, words("bewijs", "proof"), words("Waaraan je het ziet.", "What shows it.")),
			},
		},
		items("signals", false, words("signalen", "concerns raised"), words("Wat er in het systeem misgaat, zonder namen.", "What goes wrong in the system, without names.")),
		adjustField(),
		items("texts", false, words("huisteksten", "house texts"), words("Vaste teksten van het team, zoals over gelijke kansen.", "Standing texts of the team, such as on equal opportunities.")),
	}, reviewFields()...)
}

func adjustField() field {
	each := func(of func(list field) field) []field {
		lists := roleLists()
		out := make([]field, len(lists))
		for i, l := range lists {
			out[i] = of(l)
		}
		return out
	}
	set := each(func(l field) field {
		l.Fields = []field{targetField("id"), itemText()}
		return l
	})
	drop := each(func(l field) field {
		l.Fields = []field{targetField("id"), text("why", true, words("reden", "why"), words("Waarom het team dit niet overneemt.", "Why the team leaves this out."))}
		return l
	})
	order := each(func(l field) field {
		l.Of, l.Fields, l.Example = strictyaml.Target, nil, "korte-naam"
		return l
	})
	object := func(key string, fields []field, title, about strictyaml.Words) field {
		return field{Key: key, Type: strictyaml.Object, Fields: fields, Title: title, About: about}
	}
	return field{
		Key: "adjust", Type: strictyaml.List, Of: strictyaml.Object, Title: words("aanpassingen", "adjust"), About: words("Wat dit team aan een rol verandert.", "What this team changes about a role."),
		Fields: []field{
			{Key: "role", Type: strictyaml.Ref, Kind: KindRole, Names: true, Required: true, Example: "kwartiermaker", Title: words("rol", "role"), About: words("De rol die verandert.", "The role that changes.")},
			object("set", set, words("vervangen", "set"), words("Onderdelen die een andere tekst krijgen.", "Items that get another text.")),
			object("add", each(func(l field) field { return l }), words("toevoegen", "add"), words("Onderdelen die erbij komen.", "Items that are added.")),
			object("drop", drop, words("weglaten", "drop"), words("Onderdelen die vervallen, met de reden.", "Items that are left out, with the reason.")),
			{
				Key: "level", Type: strictyaml.List, Of: strictyaml.Object, Title: words("ander niveau", "level"), About: words("Competenties die dit team op een ander niveau vraagt.", "Competencies that this team asks at another level."),
				Fields: []field{
					{Key: "competency", Type: strictyaml.Ref, Kind: KindCompetency, Names: true, Required: true, Example: "bondgenoten", Title: words("competentie", "competency"), About: words("De competentie.", "The competency.")},
					levelField("to"), startField(),
					text("why", true, words("reden", "why"), words("Waarom dit team een ander niveau vraagt.", "Why this team asks another level.")),
				},
			},
			object("order", order, words("volgorde", "order"), words("De ids die vooraan komen, in volgorde.", "The ids that come first, in order.")),
		},
	}
}

func openingFields() []field {
	date := func(key string, title, about strictyaml.Words) field {
		return field{Key: key, Type: strictyaml.Date, Example: "2027-03-01", Title: title, About: about}
	}
	return append([]field{
		exampleField(),
		{Key: "team", Type: strictyaml.Ref, Kind: KindTeam, Required: true, Example: "voorbeeld-buurtteam", Title: words("team", "team"), About: words("Het team waar de vacature bij hoort.", "The team the opening belongs to.")},
		{
			Key: "roles", Type: strictyaml.List, Of: strictyaml.Object, Required: true, Title: words("rollen", "roles"), About: words("Eén rol of meer, met hun deel van de uren.", "One role or more, with their part of the hours."),
			Fields: []field{
				{Key: "role", Type: strictyaml.Ref, Kind: KindRole, Names: true, Required: true, Example: "kwartiermaker", Title: words("rol", "role"), About: words("De rol.", "The role.")},
				{Key: "share", Type: strictyaml.Number, Min: 1, Max: 100, Example: "60", Title: words("deel", "share"), About: words("Het deel van de uren, in procenten; samen precies 100, of overal weggelaten.", "The part of the hours, in percent; 100 in all, or left out everywhere.")},
			},
		},
		line("title", false, words("titel", "title"), words("De titel van de vacature; hij noemt de ervaringsdeskundigheid.", "The title of the vacancy; it names the lived experience.")),
		plain("reference", words("vacaturenummer", "reference"), words("Het nummer van de vacature.", "The number of the vacancy."), "2027-014"),
		date("posted", words("geplaatst op", "posted"), words("De dag van publicatie.", "The day of publication.")),
		{Key: "closes", Type: strictyaml.Moment, Example: "2027-01-15T12:00+01:00", Title: words("sluitingsdatum", "closing date"), About: words("Tot wanneer iemand kan reageren, met tijd.", "Until when somebody can apply, with the time.")},
		date("start", words("startdatum", "start date"), words("Wanneer het werk begint.", "When the work begins.")),
		{
			Key: "hours", Type: strictyaml.Object, Title: words("uren per week", "hours a week"), About: words("De omvang van het contract.", "The size of the contract."),
			Fields: []field{
				{Key: "min", Type: strictyaml.Number, Required: true, Min: 1, Max: 48, Example: "24", Title: words("minimaal", "at least"), About: words("Het kleinste aantal uren.", "The smallest number of hours.")},
				{Key: "max", Type: strictyaml.Number, Min: 1, Max: 48, Example: "28", Title: words("maximaal", "at most"), About: words("Het grootste aantal uren.", "The largest number of hours.")},
			},
		},
		text("working_times", false, words("werktijden", "working hours"), words("Op welke dagen en tijden je werkt, en wie dat bepaalt.", "On which days and at what times you work, and who decides that.")),
		{
			Key: "contract", Type: strictyaml.Object, Title: words("contract", "contract"), About: words("De vorm van het contract.", "The kind of contract."),
			Fields: []field{
				{
					Key: "kind", Type: strictyaml.Choice, Required: true, Example: "permanent", Title: words("soort contract", "kind of contract"), About: words("Vast, tijdelijk, detachering of stage.", "Permanent, temporary, secondment or internship."),
					Choices: []option{
						opt("permanent", "een vast contract", "a permanent contract"),
						opt("temporary", "een tijdelijk contract", "a temporary contract"),
						opt("secondment", "een detachering", "a secondment"),
						opt("internship", "een stage", "an internship"),
					},
				},
				date("until", words("tot", "until"), words("De einddatum, als die er is.", "The end date, when there is one.")),
				text("probation", false, words("proeftijd", "probation"), words("Wat er over een proeftijd is afgesproken.", "What is agreed about probation.")),
			},
		},
		{
			Key: "place", Type: strictyaml.Object, Title: words("werkplek", "workplace"), About: words("Waar iemand werkt.", "Where the work is done."),
			Fields: []field{
				plain("name", words("naam van de plek", "name of the place"), words("De naam van het gebouw of de plek.", "The name of the building or place."), "Huis van de Wijk"),
				plain("street", words("straat", "street"), words("Straat en huisnummer.", "Street and number."), "Voorbeeldstraat 1"),
				plain("postal_code", words("postcode", "postal code"), words("De postcode.", "The postal code."), "1000 AA"),
				plain("town", words("plaats", "town"), words("De plaats waar je werkt.", "The town where you work."), "Voorbeeldstad"),
				{Key: "country", Type: strictyaml.Plain, Pattern: `^[A-Z]{2}$`, Example: "NL", Title: words("land", "country"), About: words("De landcode, zoals NL.", "The country code, such as NL.")},
				{
					Key: "remote", Type: strictyaml.Choice, Example: "none", Title: words("thuiswerken", "working from home"), About: words("Kan iemand thuis werken?", "Can somebody work from home?"),
					Choices: []option{opt("none", "niet", "no"), opt("partly", "deels", "partly"), opt("full", "helemaal", "fully")},
				},
			},
		},
		{
			Key: "pay", Type: strictyaml.Object, Title: words("salaris", "pay"), About: words("De werkgever vult dit in, met datum en bron; niets wordt berekend.", "Filled in by the employer, with date and source; nothing is computed."),
			Fields: []field{
				agreementField(),
				plain("system", words("functiewaardering", "grading system"), words("Het systeem waarmee de werkgever functies waardeert.", "The system by which the employer grades functions."), "HR21"),
				plain("code", words("functiecode", "function code"), words("De code in dat systeem.", "The code in that system."), "N02.01.02"),
				plain("scale", words("salarisschaal", "pay scale"), words("De schaal, zoals de werkgever die heeft vastgesteld.", "The pay scale, as the employer decided."), `"8"`),
				{Key: "min", Type: strictyaml.Number, Min: 0.01, Max: 1e6, Example: "0", Title: words("salaris vanaf", "pay from"), About: words("Het laagste bedrag, bruto.", "The lowest amount, before tax.")},
				{Key: "max", Type: strictyaml.Number, Min: 0.01, Max: 1e6, Example: "0", Title: words("salaris tot", "pay to"), About: words("Het hoogste bedrag, bruto.", "The highest amount, before tax.")},
				{
					Key: "per", Type: strictyaml.Choice, Example: "month", Title: words("per", "per"), About: words("Waarvoor het bedrag geldt.", "What the amount is for."),
					Choices: []option{opt("month", "per maand", "a month"), opt("hour", "per uur", "an hour"), opt("year", "per jaar", "a year")},
				},
				date("as_of", words("geldig vanaf", "as of"), words("Sinds wanneer de bedragen gelden.", "Since when the amounts hold.")),
				plain("source", words("bron", "source"), words("Waar de bedragen staan.", "Where the amounts are published."), "salaristabel cao"),
			},
		},
		{
			Key: "education", Type: strictyaml.Choice, Example: "none", Title: words("opleiding", "education"), About: words("Welke opleiding nodig is; none betekent dat er geen diploma nodig is.", "Which education is needed; none means that no diploma is needed."),
			Choices: []option{
				opt("none", "geen diploma nodig", "no diploma needed"),
				opt("equivalent", "een opleiding of gelijkwaardige ervaring", "an education or equivalent experience"),
			},
		},
		items("requirements", false, words("eisen", "requirements"), words("Wat deze vacature verder vraagt.", "What else this opening asks for.")),
		items("offer", false, words("aanbod", "offer"), words("Wat je krijgt, naast het salaris.", "What you get besides pay.")),
		{
			Key: "procedure", Type: strictyaml.List, Of: strictyaml.Object, Title: words("procedure", "procedure"), About: words("De stappen van het solliciteren.", "The steps of applying."),
			Fields: []field{idField(), itemText(), date("date", words("datum", "date"), words("Wanneer deze stap is.", "When this step is."))},
		},
		text("interview", false, words("gesprek", "interview"), words("Hoe het gesprek gaat en wie erbij zijn.", "How the interview goes and who is there.")),
		contactField(false),
		{
			Key: "conduct_certificate", Type: strictyaml.Object, Title: words("verklaring omtrent het gedrag (VOG)", "certificate of conduct (VOG)"), About: words("Of er een VOG nodig is, en waarom.", "Whether a certificate of conduct is needed, and why."),
			Fields: []field{
				{Key: "required", Type: strictyaml.Bool, Required: true, Example: "true", Title: words("nodig", "required"), About: words("Is er een VOG nodig?", "Is a certificate of conduct needed?")},
				text("why", false, words("reden", "why"), words("Waarom die nodig is.", "Why it is needed.")),
			},
		},
		text("adjustments", false, words("aanpassingen", "adjustments"), words("Wat er voor een sollicitant te regelen is.", "What can be arranged for an applicant.")),
		{
			Key: "acquisition", Type: strictyaml.Choice, Example: "none", Title: words("acquisitie", "recruitment agencies"), About: words("none betekent: geen acquisitie naar aanleiding van deze vacature.", "none means: no acquisition in response to this vacancy."),
			Choices: []option{opt("none", "niet gewenst", "not wanted"), opt("allowed", "mag", "allowed")},
		},
	}, reviewFields()...)
}
