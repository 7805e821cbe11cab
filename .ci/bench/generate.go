//go:build ignore

// Generate makes a workspace to measure in: teams that differ in their words and in
// what they have arranged, five roles, and two documents a role. Usage:
//
//	go run generate.go FOLDER TEAMS
//
// Only where the program was started does a path count: it reads profiles and
// templates of the project it stands in.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

func main() {
	root := os.Args[1]
	teams, err := strconv.Atoi(os.Args[2])
	must(err)
	put(root, "rolprofiel.yaml", "lang: nl\n")
	adviser := read("profiles/roles/adviseur.yaml")
	for _, id := range []string{"vierde", "vijfde"} {
		text := strings.Replace(adviser, "title: Ervaringsdeskundig adviseur", "title: Ervaringsdeskundig "+id, 1)
		put(root, "profiles/roles/"+id+".yaml", strings.Replace(text, "short: adviseur", "short: "+id, 1))
	}
	card := read("templates/nl/role-description.md.tmpl")
	card = strings.Replace(card, "title: Rolbeschrijving", "title: Rolkaart", 1)
	put(root, "templates/nl/role-card.md.tmpl", strings.Replace(card, "alias: rolbeschrijving", "alias: rolkaart", 1))
	for i := range teams {
		var b strings.Builder
		fmt.Fprintf(&b, "name: Team %05d\nmunicipality: Gemeente %d\nemployer:\n  name: Stichting Zorg %d\nabout: |\n  We zijn een team van twaalf collega's in wijk %d. We werken bij mensen thuis.\n", i, i%40, i%9, i)
		b.WriteString("contact:\n  function: teamleider\nin_place:\n")
		for _, role := range []string{"adviseur", "casuswerker", "kwartiermaker", "vierde", "vijfde"} {
			fmt.Fprintf(&b, "  - role: %s\n    people: %d\n", role, 1+i%2)
		}
		b.WriteString("preconditions:\n")
		for j, id := range []string{"intervisie", "leerlijn", "achtervang", "mandaat"} {
			if i>>j&1 == 0 {
				fmt.Fprintf(&b, "  - id: %s\n    state: met\n    proof: |\n      Het staat in de agenda van groep %d.\n", id, i)
			} else {
				fmt.Fprintf(&b, "  - id: %s\n    state: open\n    due: 2027-0%d-01\n", id, 1+i%3)
			}
		}
		put(root, fmt.Sprintf("profiles/teams/team-%05d.yaml", i), b.String())
	}
}

func read(name string) string {
	data, err := os.ReadFile(name)
	must(err)
	return string(data)
}

func put(root, name, text string) {
	path := filepath.Join(root, filepath.FromSlash(name))
	must(os.MkdirAll(filepath.Dir(path), 0o755))
	must(os.WriteFile(path, []byte(text), 0o644))
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(3)
	}
}
