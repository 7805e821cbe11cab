package form_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/form"
	"rolprofiel/pkg/layer"
	"rolprofiel/pkg/strictyaml"
)

func options(kind string) []strictyaml.Option {
	return []strictyaml.Option{{Value: kind + "-a"}, {Value: "intervisie"}, {Value: "proposal"}}
}

func formOf(kind string) *form.Form {
	return &form.Form{
		Fields: catalog.KindNamed(kind).Fields(), Also: []string{"sources"}, Usual: map[string]string{"sources": "proposal", "title": "Een titel"},
		ToDo: "Later: ", Lang: "nl", Options: options,
	}
}

// fill answers every question with what say gives, and returns all of them.
func fill(f *form.Form, say func(form.Question) string) (answers []form.Answer, asked []form.Question) {
	for {
		q, more := f.Next(answers)
		if !more || len(answers) > 500 {
			return answers, asked
		}
		asked = append(asked, q)
		answers = append(answers, form.Answer{Path: q.Path, Text: say(q)})
	}
}

func decode(f *form.Form, data []byte) diag.List {
	_, list := strictyaml.Decode(&layer.File{Name: "x.yaml", Data: data}, f.Fields, nil)
	return list
}

// Whoever answers nothing gets a file of the right form, for every kind.
func TestNothingAnswered(t *testing.T) {
	for _, k := range catalog.Kinds() {
		f := formOf(k.Name)
		answers, _ := fill(f, func(form.Question) string { return "" })
		if list := decode(f, f.Write(answers)); len(list) > 0 {
			t.Errorf("%s: %v\n%s", k.Name, list, f.Write(answers))
		}
	}
}

func TestQuestionsOfARole(t *testing.T) {
	f := formOf(catalog.KindRole)
	f.Given = map[string]string{"short": "dromer"}
	say := map[string]string{
		"title": "Ervaringsdeskundig dromer", "tasks[0].text": "Je droomt hardop: # zo.", "tasks[1].text": "Je droomt hardop: # zo nog eens.",
		"tasks[1].area": "resident", "organisation_owes": "intervisie, precondition-a",
	}
	answers, asked := fill(f, func(q form.Question) string { return say[q.Path] })
	var paths []string
	for _, q := range asked {
		paths = append(paths, q.Path)
	}
	want := "title purpose sources tasks[0].text tasks[0].area tasks[1].text tasks[1].area tasks[2].text " +
		"needs[0].competency needs[0].level needs[0].weight needs[0].why needs[1].competency organisation_owes"
	if got := strings.Join(paths, " "); got != want {
		t.Errorf("asked\n%s, wanted\n%s", got, want)
	}
	out, list, err := strictyaml.Format(&layer.File{Name: "x.yaml", Data: f.Write(answers)}, f.Fields)
	if err != nil || len(list) > 0 {
		t.Fatal(list, err)
	}
	const file = `title: Ervaringsdeskundig dromer
short: dromer
purpose: |
  Later: Waarvoor de rol er is, in twee of drie zinnen.
sources:
  - proposal
tasks:
  - id: je-droomt-hardop
    area: team
    text: |
      Je droomt hardop: # zo.
  - id: je-droomt-hardop-2
    area: resident
    text: |
      Je droomt hardop: # zo nog eens.
needs:
  - competency: competency-a
    level: 3
    weight: must
    why: |
      Later: Waarom de rol dit vraagt, in een zin die een leidinggevende kan verdedigen.
organisation_owes:
  - intervisie
  - precondition-a
`
	if string(out) != file {
		t.Errorf("got\n%s", out)
	}
	task := asked[slices.Index(paths, "tasks[2].text")]
	if !task.Ends || task.Item != 3 || task.Default != "" || task.Field.About.NL != "Wat iemand in deze rol doet." {
		t.Errorf("%+v", task)
	}
}

// Fields that may be left out are there only when they were answered.
func TestOptionalGroup(t *testing.T) {
	f := formOf(catalog.KindOpening)
	f.Also = []string{"hours.min", "contract.kind", "start"}
	for answer, want := range map[string]string{"": "", "24": "hours:\n  min: 24\n"} {
		answers, _ := fill(f, func(q form.Question) string {
			if q.Path == "hours.min" {
				return answer
			}
			return ""
		})
		got := string(f.Write(answers))
		if strings.Contains(got, "hours") != (want != "") || !strings.Contains(got, want) || strings.Contains(got, "start") {
			t.Errorf("%q: got\n%s", answer, got)
		}
	}
}

func TestWrong(t *testing.T) {
	f := formOf(catalog.KindRole)
	_, asked := fill(f, func(form.Question) string { return "" })
	wrong := map[string]string{"needs[0].level": "vijf", "needs[0].weight": "moet", "organisation_owes": "intervisie, intervisi", "tasks[0].area": "a: b\nc: d"}
	right := map[string]string{"needs[0].level": "5", "needs[0].weight": "must", "organisation_owes": " intervisie , proposal", "tasks[0].text": "a: b\nc: d # e"}
	for _, q := range asked {
		if text, ok := wrong[q.Path]; ok {
			if list := f.Wrong(q, text); len(list) != 1 {
				t.Errorf("%s: %q: %v", q.Path, text, list)
			}
		}
		if text, ok := right[q.Path]; ok {
			if list := f.Wrong(q, text); len(list) != 0 {
				t.Errorf("%s: %q: %v", q.Path, text, list)
			}
		}
	}
}

// FuzzForm looks for answers that change the structure of a file.
func FuzzForm(f *testing.F) {
	f.Add("a: b", "- c", "\"", uint64(1))
	f.Add("x\ny: z", "|", "# niets", uint64(2))
	f.Add("\u0085", "a, b,, c", "'", uint64(3))
	f.Fuzz(func(t *testing.T, a, b, c string, seed uint64) {
		r := rand.New(rand.NewPCG(seed, 1))
		texts := []string{a, b, c, "", "3", "intervisie"}
		for _, k := range catalog.Kinds() {
			form := formOf(k.Name)
			answers, _ := fill(form, func(q formQuestion) string {
				text := texts[r.IntN(len(texts))]
				if strings.ContainsFunc(text, func(r rune) bool { return r == '\ufeff' }) || len(form.Wrong(q, text)) > 0 || q.Item > 4 {
					return ""
				}
				return text
			})
			data := form.Write(answers)
			for _, d := range decode(form, data) {
				t.Errorf("%s: %v\n%s", k.Name, d, data)
			}
		}
	})
}

type formQuestion = form.Question
