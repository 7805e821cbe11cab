package main

import (
	"slices"
	"strings"

	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/document"
	"rolprofiel/pkg/profile"
)

// errand is the documents of one team, or of roles without a team: one folder.
type errand struct {
	folder string
	team   string   // whose roles are still to be looked up, as the first jobs
	kinds  []string // of document, that each of those roles gets
	jobs   []job
}

// job is one document to write.
type job struct {
	kind   string
	suffix string // behind the name of the document
	choice profile.Choice
}

// errands divides the work: with --all every team and what it has in place, and
// every opening with its team; otherwise what was chosen.
func (s *session) errands(x *exporter) []errand {
	kinds := s.sound(x)
	var out []errand
	at := map[string]int{}
	in := func(folder string) *errand {
		i, ok := at[folder]
		if !ok {
			i = len(out)
			at[folder] = i
			out = append(out, errand{folder: folder})
		}
		return &out[i]
	}
	add := func(folder string, jobs ...job) {
		e := in(folder)
		e.jobs = append(e.jobs, jobs...)
	}
	opening := func(id string) {
		o, ok := s.lib.Opening(id)
		if !ok {
			return
		}
		folder := o.Value.Team
		for _, kind := range suiting(kinds, "opening") {
			add(folder, job{kind, id, profile.Choice{Opening: id, Set: x.choice.Set}})
		}
		s.lib.Forget(catalog.KindOpening, id)
	}
	perRole := suiting(kinds, "role", "team")
	team := func(id string) { e := in(id); e.team, e.kinds = id, perRole }
	switch {
	case x.o.all:
		for _, id := range s.lib.IDs(catalog.KindTeam) {
			team(id)
		}
		for _, id := range s.lib.IDs(catalog.KindOpening) {
			opening(id)
		}
	case x.choice.Opening != "":
		opening(x.choice.Opening)
	case len(x.choice.Roles) > 0:
		folder := x.choice.Team
		if folder == "" {
			folder = "roles"
		}
		names := make([]string, len(x.choice.Roles))
		for i, r := range x.choice.Roles {
			names[i] = r.Role
		}
		for _, kind := range perRole {
			add(folder, job{kind, strings.Join(names, "-"), x.choice})
		}
	default:
		team(x.choice.Team)
		for _, id := range s.lib.IDs(catalog.KindOpening) {
			if o, ok := s.lib.Opening(id); ok && o.Value.Team == x.choice.Team {
				opening(id)
			}
		}
	}
	return out
}

// ofTeam are the jobs for a team by itself: each role that it has or changes, in
// each document of these kinds.
func (s *session) ofTeam(id string, kinds []string) []job {
	var jobs []job
	for _, role := range s.rolesOf(id) {
		for _, kind := range kinds {
			jobs = append(jobs, job{kind, role, profile.Choice{Team: id, Roles: []catalog.Share{{Role: role}}}})
		}
	}
	return jobs
}

// rolesOf are the roles that a team has or changes, in that order.
func (s *session) rolesOf(id string) []string {
	t, ok := s.lib.Team(id)
	if !ok {
		return nil
	}
	var roles []string
	for _, r := range t.Value.InPlace {
		roles = append(roles, r.Role)
	}
	for _, a := range t.Value.Adjust {
		if !slices.Contains(roles, a.Role) {
			roles = append(roles, a.Role)
		}
	}
	return roles
}

// sound are the kinds of document that can be made. A template that is broken is
// told, and the documents of the others are made.
func (s *session) sound(x *exporter) []*document.Kind {
	var kinds []*document.Kind
	for _, name := range s.docs.Names() {
		k, list, ok := s.docs.Kind(name)
		x.find(list)
		if ok && !list.Failed() {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

// suiting names the documents whose needs are met by what is chosen.
func suiting(kinds []*document.Kind, chosen ...string) []string {
	if slices.Contains(chosen, "opening") {
		chosen = append(chosen, "role", "team")
	}
	var names []string
	for _, k := range kinds {
		if k.Suits(chosen...) && (!slices.Contains(chosen, "opening") || slices.Contains(k.Needs, "opening")) {
			names = append(names, k.Name)
		}
	}
	return names
}
