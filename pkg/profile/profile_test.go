package profile_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/layer"
	"rolprofiel/pkg/profile"
)

const (
	scale = `about: De schaal.
sources:
  - proposal
levels:
  - level: 1
    title: Begint
    meaning: a
    evidence: b
    owes: c
  - level: 2
    title: Kan het
    meaning: a
    evidence: b
    owes: c
`
	competency = `title: Luisteren
domain: contact-en-steun
core: true
kind: generic
definition: Je luistert.
why: Daarom.
levels:
  - level: 1
    signs:
      - id: luistert
        text: Luistert met hulp.
  - level: 2
    signs:
      - id: luistert-alleen
        text: Luistert alleen.
        sources:
          - proposal
sources:
  - rapport#kop
`
	builder = `title: Ervaringsdeskundig bouwer
short: bouwer
purpose: Je bouwt.
sources:
  - rapport#kop
tasks:
  - id: gedeeld
    area: profession
    text: Je leert.
  - id: bouwen
    area: team
    hours: 20
    text: Je bouwt samen.
  - id: breken
    area: team
    text: Je breekt af.
mandate:
  - id: mag
    text: Je mag bouwen.
needs:
  - competency: luisteren
    level: 1
    weight: grow
    why: Om te horen.
organisation_owes:
  - begeleiding
  - achtervang
combines_with:
  - role: maat
    tension: Dat schuurt.
`
	mate = `title: Ervaringsdeskundig maat
short: maat
purpose: Je bent een maat.
sources:
  - rapport#kop
tasks:
  - id: helpen
    area: resident
    hours: 12
    text: Je helpt.
  - id: leren
    area: profession
    text: Je leert.
    sources:
      - proposal
needs:
  - competency: luisteren
    level: 2
    weight: must
    why: Om te verstaan.
organisation_owes:
  - begeleiding
`
	precondition = `title: %s
category: guidance
owner: team
text: Je krijgt %s.
question: Is het er?
proof: Een lijst.
sources:
  - rapport#kop
`
	team = `name: Team
preconditions:
  - id: begeleiding
    state: open
    owner: directie
    due: 2027-03-01
adjust:
  - role: bouwer
    set:
      tasks:
        - id: bouwen
          text: Je bouwt hier anders.
    add:
      tasks:
        - id: zagen
          area: team
          text: Je zaagt.
    drop:
      tasks:
        - id: breken
          why: Dat doen we niet.
    level:
      - competency: luisteren
        to: 2
        why: Hier is het drukker.
    order:
      tasks:
        - zagen
`
	opening = `team: team
roles:
  - role: bouwer
    share: 60
  - role: maat
    share: 40
hours:
  min: 24
  max: 28
`
	source = `title: Rapport
headings:
  - id: kop
    title: Kop
`
)

func library(extra map[string]string) *catalog.Library {
	files := fstest.MapFS{}
	for name, data := range map[string]string{
		"scale.yaml": scale, "competencies/luisteren.yaml": competency, "roles/bouwer.yaml": builder, "roles/maat.yaml": mate,
		"preconditions/begeleiding.yaml": strings.ReplaceAll(precondition, "%s", "Begeleiding"), "preconditions/achtervang.yaml": strings.ReplaceAll(precondition, "%s", "Achtervang"),
		"teams/team.yaml": team, "openings/vacature.yaml": opening, "sources/rapport.yaml": source,
	} {
		files[name] = &fstest.MapFile{Data: []byte(data)}
	}
	for name, data := range extra {
		files[name] = &fstest.MapFile{Data: []byte(data)}
	}
	return catalog.Open(layer.Stack{{Name: "test", FS: files}}, "nl")
}

func compose(t *testing.T, l *catalog.Library, c profile.Choice) *profile.Profile {
	t.Helper()
	p, list := profile.Compose(l, c)
	loaded, err := l.Take()
	for _, d := range append(list, loaded...) {
		t.Errorf("%s: %s", d.Place, d.Message)
	}
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestRolesMerge(t *testing.T) {
	p := compose(t, library(nil), profile.Choice{Opening: "vacature"})

	var tasks []string
	for _, a := range p.Tasks {
		for _, item := range a.Items {
			tasks = append(tasks, a.Name+": "+diag.Plain(item.Text)+" "+strings.Join(item.Roles, "+"))
		}
	}
	want := []string{"resident: Je helpt. maat", "team: Je zaagt. bouwer", "team: Je bouwt hier anders. bouwer", "profession: Je leert. bouwer+maat"}
	if !slices.Equal(tasks, want) {
		t.Errorf("tasks\n%s\nwant\n%s", strings.Join(tasks, "\n"), strings.Join(want, "\n"))
	}

	need := p.Needs[0]
	if len(p.Needs) != 1 || need.Level != 2 || need.Weight != "must" || len(need.Asked) != 2 || diag.Plain(need.LevelTitle) != "Kan het" || need.Signs[0].ID != "luistert-alleen" {
		t.Errorf("%+v", need)
	}
	if diag.Plain(need.Asked[0].Why) != "Hier is het drukker." || need.Asked[0].Level != 2 {
		t.Errorf("the team asks another level for its own reason: %+v", need.Asked[0])
	}

	if a, b := p.Parts[0], p.Parts[1]; a.HoursMin != 14 || b.HoursMin != 10 || a.HoursMax != 17 || b.HoursMax != 11 {
		t.Errorf("hours %v %v", a, b)
	}
	if owed := p.Owes[0]; len(p.Owes) != 2 || owed.State != "open" || owed.Owner != "directie" || owed.Due != "2027-03-01" || !owed.Planned || len(owed.Roles) != 2 {
		t.Errorf("%+v", p.Owes)
	}
}

func TestEveryTextKnowsItsOrigins(t *testing.T) {
	p := compose(t, library(nil), profile.Choice{Opening: "vacature"})
	origins := func(marked string) []diag.Origin {
		pieces, ok := diag.Unmark(marked)
		if !ok || len(pieces) != 1 {
			t.Fatalf("%q", marked)
		}
		return p.Origins.Of(pieces[0].Number)
	}
	shared := origins(p.Tasks[2].Items[0].Text)
	if len(shared) != 2 || shared[0].Place.String() != "roles/bouwer.yaml:9:11" || shared[1].Place.File != "roles/maat.yaml" || shared[0].Sources[0] != "rapport#kop" || shared[1].Sources[0] != "proposal" {
		t.Errorf("a shared task has both origins: %+v", shared)
	}
	if set := origins(p.Tasks[1].Items[1].Text); set[0].Place.File != "teams/team.yaml" || set[0].Path != "adjust[bouwer].set.tasks[bouwen].text" {
		t.Errorf("what the team wrote is the team's: %+v", set)
	}
	if sign := origins(p.Needs[0].Signs[0].Text); sign[0].Sources[0] != "proposal" || sign[0].Path != "levels[2].signs[luistert-alleen].text" {
		t.Errorf("%+v", sign)
	}
	if p.Origins.Of(-1) != nil || p.Origins.Of(1<<20) != nil {
		t.Error("an unknown number has an origin")
	}
}

func TestTensionsAreNamed(t *testing.T) {
	p := compose(t, library(nil), profile.Choice{Opening: "vacature"})
	var got []string
	for _, x := range p.Tensions {
		got = append(got, x.Kind+" "+diag.Plain(x.Text+x.Title)+x.Due)
	}
	want := []string{"combination Dat schuurt.", "hours ", "guidance Begeleiding2027-03-01", "back-up Achtervang"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if h := p.Tensions[1]; h.Asked != 32 || h.Have != 28 {
		t.Errorf("%+v", h)
	}
	// A peer of residents and an adviser of the organisation, in one person.
	adviser := strings.ReplaceAll(strings.ReplaceAll(builder[:strings.Index(builder, "combines_with")], "area: team", "area: organisation"), "area: profession", "area: organisation")
	peer := compose(t, library(map[string]string{"roles/bouwer.yaml": adviser, "roles/maat.yaml": strings.Replace(mate, "area: profession", "area: resident", 1)}), profile.Choice{Roles: []catalog.Share{{Role: "bouwer"}, {Role: "maat"}}})
	if len(peer.Tensions) != 1 || peer.Tensions[0].Kind != profile.TensionSameCase {
		t.Errorf("%+v", peer.Tensions)
	}
	// Without a team nobody knows what is in place; roles that say nothing of each
	// other are named as such.
	apart := compose(t, library(map[string]string{"roles/bouwer.yaml": builder[:strings.Index(builder, "combines_with")]}), profile.Choice{Roles: []catalog.Share{{Role: "bouwer"}, {Role: "maat"}}})
	if len(apart.Tensions) != 1 || apart.Tensions[0].Kind != profile.TensionUnforeseen || apart.Parts[0].Share != 50 || apart.Owes[0].State != "" {
		t.Errorf("%+v", apart.Tensions)
	}
}

func TestDivide(t *testing.T) {
	for _, c := range []struct {
		total   float64
		weights []float64
		want    []float64
	}{
		{24, []float64{60, 40}, []float64{14, 10}},
		{28, []float64{60, 40}, []float64{17, 11}},
		{100, []float64{1, 1, 1}, []float64{34, 33, 33}},
		{22.5, []float64{50, 50}, []float64{11.25, 11.25}},
		{10, []float64{99, 1}, []float64{10, 0}},
		{0, []float64{1, 2}, []float64{0, 0}},
		{10, nil, nil},
	} {
		got := profile.Divide(c.total, c.weights)
		sum := 0.0
		for _, x := range got {
			sum += x
		}
		if !slices.Equal(got, c.want) || len(c.weights) > 0 && sum != c.total {
			t.Errorf("Divide(%g, %v) = %v, want %v", c.total, c.weights, got, c.want)
		}
	}
}

func TestWhatIsWrongIsTold(t *testing.T) {
	for name, c := range map[string]struct {
		choice profile.Choice
		extra  map[string]string
		code   diag.Code
	}{
		"unknown role":    {choice: profile.Choice{Roles: []catalog.Share{{Role: "bouwr"}}}, code: catalog.CodeUnknownReference},
		"unknown team":    {choice: profile.Choice{Team: "tem"}, code: catalog.CodeUnknownReference},
		"unknown opening": {choice: profile.Choice{Opening: "x"}, code: catalog.CodeUnknownReference},
		"shares":          {choice: profile.Choice{Roles: []catalog.Share{{Role: "bouwer", Share: 60}, {Role: "maat", Share: 50}}}, code: catalog.CodeSharesNot100},
		"some shares":     {choice: profile.Choice{Roles: []catalog.Share{{Role: "bouwer", Share: 60}, {Role: "maat"}}}, code: catalog.CodeSharesNot100},
		"wrong target":    {choice: profile.Choice{Opening: "vacature"}, extra: map[string]string{"teams/team.yaml": strings.Replace(team, "- id: breken", "- id: brekn", 1)}, code: catalog.CodeWrongTarget},
		"bad setting":     {choice: profile.Choice{Opening: "vacature", Set: []profile.Setting{{Path: "pay.scal", Value: "8"}}}, code: "unknown-key"},
		"bad value":       {choice: profile.Choice{Opening: "vacature", Set: []profile.Setting{{Path: "start", Value: "morgen"}}}, code: "wrong-form"},
	} {
		_, list := profile.Compose(library(c.extra), c.choice)
		if len(list) == 0 || list[0].Code != c.code {
			t.Errorf("%s: %v, want %s", name, list, c.code)
		}
	}
}

func TestSettingsServeOneRun(t *testing.T) {
	l := library(nil)
	p := compose(t, l, profile.Choice{Opening: "vacature", Set: []profile.Setting{{Path: "pay.scale", Value: "8"}, {Path: "hours.max", Value: "32"}, {Path: "title", Value: `Ervaringsdeskundige: "x"`}}})
	if diag.Plain(p.Opening.Pay.Scale) != "8" || p.Opening.Hours.Max != 32 || diag.Plain(p.Opening.Title) != `Ervaringsdeskundige: "x"` {
		t.Errorf("%+v", p.Opening)
	}
	if !p.OpeningPlaces.Has("pay.scale") || p.OpeningPlaces.At("pay.scale").File != "--set" || p.OpeningPlaces.At("hours.min").File != "openings/vacature.yaml" {
		t.Errorf("%v %v", p.OpeningPlaces.At("pay.scale"), p.OpeningPlaces.At("hours.min"))
	}
	if again := compose(t, l, profile.Choice{Opening: "vacature"}); again.Opening.Pay.Scale != "" || again.Opening.Hours.Max != 28 {
		t.Errorf("the setting stayed: %+v", again.Opening)
	}
}

// A level to begin at stands beside the level that somebody grows to; what the
// role shows of a competency is what can be seen at the start.
func TestBeginningLower(t *testing.T) {
	lower := strings.Replace(mate, "level: 2\n", "level: 2\n    start: 1\n", 1)
	for _, c := range []struct {
		roles              []catalog.Share
		team               string
		level, start, asks int
		sign               string
	}{
		{[]catalog.Share{{Role: "maat"}}, "", 2, 1, 1, "luistert"},
		{[]catalog.Share{{Role: "bouwer"}}, "", 1, 0, 0, "luistert"},                 // it may all grow
		{[]catalog.Share{{Role: "bouwer"}, {Role: "maat"}}, "", 2, 1, 0, "luistert"}, // who may grow asks nothing of the start
		{[]catalog.Share{{Role: "maat"}}, "hoger", 2, 2, 2, "luistert-alleen"},
		{[]catalog.Share{{Role: "maat"}}, "lager", 1, 1, 1, "luistert"},
	} {
		l := library(map[string]string{
			"roles/maat.yaml":  lower,
			"teams/hoger.yaml": "name: Hoger\nadjust:\n  - role: maat\n    level:\n      - competency: luisteren\n        to: 2\n        start: 2\n        why: Druk.\n",
			"teams/lager.yaml": "name: Lager\nadjust:\n  - role: maat\n    level:\n      - competency: luisteren\n        to: 1\n        why: Rustig.\n",
		})
		n := compose(t, l, profile.Choice{Roles: c.roles, Team: c.team}).Needs[0]
		if n.Level != c.level || n.Start != c.start || n.Asked[0].Start != c.asks || n.Signs[0].ID != c.sign || (n.StartTitle != "") != (c.start > 0) {
			t.Errorf("%v %s: %+v", c.roles, c.team, n)
		}
	}
}
