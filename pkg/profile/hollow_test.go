package profile_test

import (
	"slices"
	"strings"
	"testing"

	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/profile"
)

func teamOf(t *testing.T, text string) *catalog.Definition[catalog.Team] {
	t.Helper()
	d, ok := library(map[string]string{"teams/een.yaml": text}).Team("een")
	if !ok {
		t.Fatal("no team")
	}
	return d
}

func read(string) bool { return false }

const plainTeam = "name: Een\nabout: Wij zijn er.\nin_place:\n  - role: bouwer\n    people: 1\npreconditions:\n  - id: begeleiding\n    state: open\n    due: 2027-03-01\n    proof: Een lijst\n"

// Teams that differ in words and dates have one shape; in anything else, another.
func TestShape(t *testing.T) {
	shape, texts, ok := profile.Hollow(teamOf(t, plainTeam), read)
	if want := []string{"Een", "Wij zijn er.", "Een lijst", "2027-03-01"}; !ok || !slices.Equal(texts, want) {
		t.Fatalf("%v %q", ok, texts)
	}
	for old, fresh := range map[string]string{"Een\nabout": "Twee\nabout", "Wij zijn er.": "Jullie ook.", "2027-03-01": "2028-01-31", "Een lijst": "Iets anders"} {
		if other, _, ok := profile.Hollow(teamOf(t, strings.Replace(plainTeam, old, fresh, 1)), read); !ok || other != shape {
			t.Errorf("%s for %s makes another shape", fresh, old)
		}
	}
	for old, fresh := range map[string]string{"open": "met", "    due: 2027-03-01\n": "", "Wij zijn er.": "Zijn wij er?", "name: Een": "name: Een\nserves: Iedereen", "people: 1": "people: 2", "about: Wij zijn er.\n": ""} {
		if other, _, ok := profile.Hollow(teamOf(t, strings.Replace(plainTeam, old, fresh, 1)), read); !ok || other == shape {
			t.Errorf("%q for %q makes no other shape", fresh, old)
		}
	}
	unread := func(key string) bool { return key == "in_place" }
	one, _, _ := profile.Hollow(teamOf(t, plainTeam), unread)
	if two, _, _ := profile.Hollow(teamOf(t, strings.Replace(plainTeam, "people: 1", "people: 2\n    fte: 1.5", 1)), unread); one != two || one == shape {
		t.Error("what nobody reads makes a shape")
	}
	for _, text := range []string{plainTeam + "adjust:\n  - role: bouwer\n    add:\n      results:\n        - id: x\n          text: y\n", plainTeam + "naam: x\n"} {
		if _, _, ok := profile.Hollow(teamOf(t, text), read); ok {
			t.Errorf("a team that is like no other, or not in order, has a shape:\n%s", text)
		}
	}
}

// A hollow profile has the texts of the roles, and stand-ins for those of the team.
func TestHollowProfile(t *testing.T) {
	l := library(map[string]string{"teams/een.yaml": plainTeam})
	p := compose(t, l, profile.Choice{Team: "een", Roles: []catalog.Share{{Role: "bouwer"}}, Hollow: true})
	if !p.IsHollow() || !p.Hollowable() || p.Parts[0].Title == "" || profile.HasStandIn(p.Parts[0].Title) {
		t.Errorf("%+v", p.Parts)
	}
	about := diag.Plain(p.Team.About)
	between, holes, ok := profile.SplitStandIns(about)
	if !ok || !slices.Equal(between, []string{"", "."}) || !slices.Equal(holes, []profile.Hole{{Number: 1}}) {
		t.Errorf("%q: %q %v", about, between, holes)
	}
	dated, ok := profile.AsDate(p.Owes[0].Due)
	if _, holes, split := profile.SplitStandIns(dated); !ok || !split || !slices.Equal(holes, []profile.Hole{{Number: 3, Date: true}}) {
		t.Errorf("%q %v", dated, holes)
	}
	for _, text := range []string{"2027-03-01", about, dated, "x" + p.Owes[0].Due, ""} {
		if _, ok := profile.AsDate(text); ok {
			t.Errorf("%q passes for the stand-in of a date", text)
		}
	}
	if p := compose(t, l, profile.Choice{Team: "een", Roles: []catalog.Share{{Role: "bouwer"}}}); p.IsHollow() || diag.Plain(p.Team.Name) != "Een" {
		t.Errorf("%q", p.Team.Name)
	}
	// A role whose own text looks like a stand-in.
	clash := library(map[string]string{"teams/een.yaml": plainTeam, "roles/bouwer.yaml": strings.Replace(builder, "Je bouwt.", "Je bouwt \uA66E1\uA66E.", 1)})
	if compose(t, clash, profile.Choice{Team: "een", Roles: []catalog.Share{{Role: "bouwer"}}, Hollow: true}).Hollowable() {
		t.Error("a text that looks like a stand-in is taken for one")
	}
	for _, broken := range []string{"\uA66E1", "\uA66Ex\uA66E", "\uA66E-1\uA66E", "a\uA66E\uA66Eb"} {
		if _, _, ok := profile.SplitStandIns(broken); ok {
			t.Errorf("%q is cut", broken)
		}
	}
	for text, want := range map[string][2]string{"Ja.": {"Ja", "."}, "Wat?!": {"Wat?", "!"}, "nee": {"nee", ""}, "": {"", ""}} {
		if words, end := profile.Ending(text); words != want[0] || end != want[1] {
			t.Errorf("%q ends in %q", text, end)
		}
	}
}

// A date alone makes a promise planned, as does being open.
func TestPlanned(t *testing.T) {
	for state, want := range map[string]bool{
		"state: met": false, "state: open": true, "state: unknown": false, "state: unknown\n    due: 2027-03-01": true, "state: met\n    due: 2027-03-01": false,
	} {
		l := library(map[string]string{"teams/een.yaml": "name: Een\npreconditions:\n  - id: begeleiding\n    " + state + "\n"})
		p := compose(t, l, profile.Choice{Team: "een", Roles: []catalog.Share{{Role: "bouwer"}}})
		if p.Owes[0].Planned != want || p.Owes[1].Planned || p.Owes[1].State != "unknown" {
			t.Errorf("%s: %+v", state, p.Owes)
		}
	}
}

// The hours of the tasks rub only when they are more than the contract has.
func TestHoursThatFit(t *testing.T) {
	fits := library(map[string]string{"openings/vacature.yaml": strings.Replace(strings.Replace(opening, "min: 24", "min: 32", 1), "max: 28", "max: 32", 1)})
	for _, x := range compose(t, fits, profile.Choice{Opening: "vacature"}).Tensions {
		if x.Kind == profile.TensionHours {
			t.Errorf("32 hours of tasks in 32 hours: %+v", x)
		}
	}
}
