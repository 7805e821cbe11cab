package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/document"
	"rolprofiel/pkg/profile"
	"rolprofiel/pkg/report"
)

// session is one run of a verb that reads definitions: a library and the
// templates in one language. It is the one place that reports and stops.
type session struct {
	*app
	lib  *catalog.Library
	docs *document.Set
	lang string
}

func (a *app) open(lang string) (*session, error) {
	if strings.Contains(lang, ",") {
		return nil, misuse("%q names more than one language", lang).withHint("only export can make documents in several languages at once")
	}
	lib, err := a.library(lang)
	if err != nil {
		return nil, err
	}
	docs, err := a.documents(lang)
	if err != nil {
		return nil, err
	}
	return &session{a, lib, docs, lang}, nil
}

// gather adds to list what loading has found, and turns a failing machine into an
// error.
func (s *session) gather(list diag.List) (diag.List, error) {
	loaded, err := s.lib.Take()
	if err != nil {
		return nil, err
	}
	if err := s.docs.Err(); err != nil {
		return nil, err
	}
	// A list of its own: many sessions of one app gather at once.
	return slices.Concat(s.app.list, list, loaded).Sort(), nil
}

// stopOn reports a list on standard error and returns a failure when its worst
// reaches limit.
func (a *app) stopOn(list diag.List, limit diag.Severity) error {
	if err := report.Text(a.err, list, a.printer, a.renderer(a.errIsTerminal)); err != nil {
		return err
	}
	if limit > 0 && list.Worst() >= limit {
		return found()
	}
	return nil
}

// failOn reads --fail-on: the lightest severity that makes a command fail; 0 for
// never.
func failOn(word string, usual diag.Severity) (diag.Severity, error) {
	switch word {
	case "":
		return usual, nil
	case "error":
		return diag.Error, nil
	case "warning":
		return diag.Warning, nil
	case "advice":
		return diag.Advice, nil
	case "never":
		return 0, nil
	}
	return 0, misuse("%q is not a value of --%s", word, "fail-on").withHint("choose from: %s", "error, warning, advice, never")
}

// choosing are the flags by which a user says what a document is about.
type choosing struct {
	roles   []string
	team    string
	opening string
	set     []string
}

func (c *choosing) flags(a *app, cmd *cobra.Command) {
	t := a.printer.Sprintf
	f := cmd.Flags()
	f.StringArrayVar(&c.roles, "role", nil, t("a role, with its share of the hours as ROLE=60; may be given more than once"))
	f.StringVar(&c.team, "team", "", t("the team the profile is for"))
	f.StringVar(&c.opening, "opening", "", t("the opening, which names its own team and roles"))
	f.StringArrayVar(&c.set, "set", nil, t("one field of the opening for this run, as path=value; may be given more than once"))
	must(cmd.RegisterFlagCompletionFunc("role", completeIDs(a, catalog.KindRole)))
	must(cmd.RegisterFlagCompletionFunc("team", completeIDs(a, catalog.KindTeam)))
	must(cmd.RegisterFlagCompletionFunc("opening", completeIDs(a, catalog.KindOpening)))
}

// choice checks the flags against each other.
func (c *choosing) choice() (profile.Choice, error) {
	if c.opening != "" && (len(c.roles) > 0 || c.team != "") {
		return profile.Choice{}, misuse("--opening names its own team and roles, so --role and --team cannot stand beside it").
			withHint("leave them out, or leave out --opening")
	}
	out := profile.Choice{Team: c.team, Opening: c.opening}
	for _, r := range c.roles {
		share, err := parseShare(r)
		if err != nil {
			return out, err
		}
		if slices.ContainsFunc(out.Roles, func(s catalog.Share) bool { return s.Role == share.Role }) {
			return out, misuse("the role %q is chosen twice", share.Role).withHint("give each role once, with its share of the hours")
		}
		out.Roles = append(out.Roles, share)
	}
	if wrong := catalog.SharesDiagnostic(out.Roles, diag.Place{}, ""); len(wrong) > 0 {
		return out, &failure{status: exitUsage, message: wrong[0].Message, hint: wrong[0].Hint}
	}
	for _, s := range c.set {
		path, value, ok := strings.Cut(s, "=")
		if !ok || path == "" {
			return out, misuse("%q is not a path and a value", s).withHint("write it like this: --set pay.scale=8")
		}
		out.Set = append(out.Set, profile.Setting{Path: path, Value: value})
	}
	if len(out.Set) > 0 && c.opening == "" {
		return out, misuse("--set changes a field of an opening, so it needs --opening")
	}
	return out, nil
}

// completeIDs offers the ids of a kind to the shell.
func completeIDs(a *app, kind string) func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		lib, err := a.library(a.settings.Lang)
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		return lib.IDs(kind), cobra.ShellCompDirectiveNoFileComp
	}
}

// unknown is the failure for an id that a user typed and nobody has.
func (s *session) unknown(kind, id string) error {
	// A folder that cannot be read is why nothing is found in it.
	if list, err := s.lib.Take(); err != nil {
		return err
	} else if list.Failed() {
		return s.stopOn(list, diag.Error)
	}
	f := misuse("there is no %s %q", catalog.KindWord(kind), id)
	if near := diag.Nearest(id, s.lib.IDs(kind)); near != "" {
		return f.withHint("did you mean %q?", near)
	}
	return f.withHint("see: %s", "rolprofiel list "+catalog.KindNamed(kind).Plural)
}

// known refuses ids in a choice that do not exist: the user typed them, so it is
// wrong use and no fault of a file.
func (s *session) known(c profile.Choice) error {
	for _, r := range c.Roles {
		if !s.lib.Has(catalog.KindRole, r.Role) {
			return s.unknown(catalog.KindRole, r.Role)
		}
	}
	if c.Team != "" && !s.lib.Has(catalog.KindTeam, c.Team) {
		return s.unknown(catalog.KindTeam, c.Team)
	}
	if c.Opening != "" && !s.lib.Has(catalog.KindOpening, c.Opening) {
		return s.unknown(catalog.KindOpening, c.Opening)
	}
	return nil
}

// document finds a kind of document by what the user typed.
func (s *session) document(word string) (*document.Kind, error) {
	k, list, ok := s.docs.Resolve(word)
	if !ok {
		names := s.docs.Names()
		for alias := range s.docs.Aliases() {
			names = append(names, alias)
		}
		f := misuse("there is no document %q", word)
		if near := diag.Nearest(word, names); near != "" {
			return nil, f.withHint("did you mean %q?", near)
		}
		return nil, f.withHint("see: %s", "rolprofiel list documents")
	}
	return k, s.stopOn(list, diag.Error)
}
