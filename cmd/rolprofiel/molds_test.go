package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rolprofiel/pkg/strictyaml"
)

// texts that a team may hold: plain words, and what would betray a careless mold.
var teamTexts = []string{
	"Noord", "Team Noord 4", "Wij zijn er.", "Waarom niet?", "Één team, twee wijken.", "noord", "1. eerst", "- lijst", "a*b*c", "www", "x www.example.org",
	"Team: noord", "A & B", "<b>", "| cel |", "[x](y)", "# kop", "é", "\uA66E1\uA66E", "met  twee spaties", "eindigt op -", "eerste alinea\n\ntweede alinea", "\"citaat\"", "100%", "een_twee", "noord@voorbeeld.example", "=", "Z.", "w",
}

// Whatever the texts of teams are: a document that was poured into a mold is the
// document that render makes by itself.
func TestMoldsSayTheSame(t *testing.T) {
	t.Chdir(t.TempDir())
	r := rand.New(rand.NewPCG(11, 24))
	pick := func() string { return teamTexts[r.IntN(len(teamTexts))] }
	write := func(name, text string) {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(settingsFile, "")
	// A document that uses the texts of a team in every way that a template can.
	write("templates/nl/team-page.md.tmpl", `---
title: Teamblad
about: Alles van een team.
needs:
  - role
---
# Over {{.Team.Name}}

{{.Team.About}} en_{{.Team.Name}}&{{.Team.Name}}

- {{.Team.Name}}. En verder
- **{{.Team.Name}}**s, *{{.Team.Serves}}*: {{unstop .Team.About}} ({{stop .Team.Name}})

| {{.Team.Name}} | {{.Team.Employer.Name}} |
| --- | --- |
| {{.Team.Contact.Function}}@ | [{{.Team.Name}}](https://voorbeeld.example) |

{{with .Team.Municipality}}in {{.}}{{end}}
`)
	// And one that looks into them, which no mold can serve.
	write("templates/nl/team-name.md.tmpl", `---
title: Teamnaam
about: De naam van een team.
needs:
  - role
---
# {{upper .Team.Name}}

{{if eq .Team.Name "Noord"}}Dit is Noord.{{end}} {{first .Team.About}} {{lower .Team.Serves}} {{len .Team.Name}}
`)
	const teams = 32
	for i := range teams {
		var b strings.Builder
		for _, key := range []string{"name", "municipality", "about", "serves"} {
			if key == "name" || i%4 != 0 {
				fmt.Fprintf(&b, "%s: %s\n", key, strictyaml.Scalar(oneOf(key, pick())))
			}
		}
		fmt.Fprintf(&b, "employer:\n  name: %s\ncontact:\n  function: %s\nin_place:\n  - role: adviseur\n    people: 1\n  - role: casuswerker\n", strictyaml.Scalar(oneOf("name", pick())), strictyaml.Scalar(oneOf("name", pick())))
		if i%3 == 0 {
			fmt.Fprintf(&b, "preconditions:\n  - id: intervisie\n    state: %s\n    due: 2027-0%d-11\n    proof: %s\n", []string{"met", "open"}[i%2], 1+i%9, strictyaml.Scalar(oneOf("about", pick())))
		}
		if r.IntN(6) == 0 {
			fmt.Fprintf(&b, "adjust:\n  - role: adviseur\n    add:\n      results:\n        - id: eigen\n          text: %s\n", strictyaml.Scalar(oneOf("about", pick())))
		}
		write(fmt.Sprintf("profiles/teams/team-%03d.yaml", i), b.String())
	}
	if status, _, said := perform("export", "--all", "-o", "uit", "--quiet", "--fail-on", "never"); status != exitOK {
		t.Fatal(said)
	}
	compared := 0
	for i := range teams {
		team := fmt.Sprintf("team-%03d", i)
		for _, role := range []string{"adviseur", "casuswerker"} {
			for _, kind := range []string{"role-description", "team-page", "team-name"} {
				data, err := os.ReadFile(filepath.Join("uit", "nl", team, kind+"-"+role+".md"))
				if err != nil {
					t.Fatal(err)
				}
				status, out, said := perform("render", kind, "--team", team, "--role", role, "-f", "md", "--fail-on", "never")
				if status != exitOK {
					t.Fatal(said)
				}
				front, body, _ := strings.Cut(strings.TrimPrefix(string(data), "---\n"), "---\n\n")
				if body != out {
					t.Fatalf("%s of %s for %s: exported\n%s\nrendered\n%s", kind, role, team, body, out)
				}
				if !strings.HasPrefix(front, "title: ") {
					t.Fatalf("%s of %s: %s", kind, team, front)
				}
				compared++
			}
		}
	}
	t.Logf("%d documents compared", compared)
}

// oneOf keeps a name in one paragraph.
func oneOf(key, text string) string {
	if key != "about" {
		return strings.ReplaceAll(text, "\n\n", " ")
	}
	return text
}
