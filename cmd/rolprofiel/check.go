package main

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/document"
	"rolprofiel/pkg/profile"
	"rolprofiel/pkg/report"
	"rolprofiel/profiles"
	"rolprofiel/templates"
)

type checkOptions struct {
	paths  []string
	format string
	failOn string
	quiet  bool
	fix    bool
	dryRun bool
}

func newCheck(a *app) *cobra.Command {
	t := a.printer.Sprintf
	o := &checkOptions{}
	cmd := &cobra.Command{
		Use:     "check [" + t("PATH") + "…]",
		Short:   t("Look for mistakes in all definitions and templates"),
		Long:    t("Look for mistakes in every definition and template: form, references, levels,\nevidence and translations. All problems are told in one run."),
		Example: "  rolprofiel check\n  rolprofiel check profiles/roles\n  rolprofiel check --fix\n  rolprofiel check --format json",
		RunE: func(_ *cobra.Command, args []string) error {
			o.paths = args
			return runCheck(a, o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.format, "format", "text", t("how to report: %s", strings.Join(styleNames(), ", ")))
	f.StringVar(&o.failOn, "fail-on", "", t("fail at: error, warning, advice or never"))
	f.BoolVar(&o.fix, "fix", false, t("repair what can be repaired safely, such as a misspelt id"))
	f.BoolVar(&o.dryRun, "dry-run", false, t("with --fix, say what would be repaired, and repair nothing"))
	f.BoolVarP(&o.quiet, "quiet", "q", false, t("say nothing when all is well"))
	must(cmd.RegisterFlagCompletionFunc("format", fixed(styleNames()...)))
	must(cmd.RegisterFlagCompletionFunc("fail-on", fixed("error", "warning", "advice", "never")))
	return cmd
}

func runCheck(a *app, o *checkOptions) error {
	style, ok := report.StyleNamed(o.format)
	if !ok {
		return misuse("%q is not a value of --%s", o.format, "format").withHint("choose from: %s", strings.Join(styleNames(), ", "))
	}
	limit, err := failOn(o.failOn, diag.Warning)
	if err != nil {
		return err
	}
	keep, err := a.keep(o.paths)
	if err != nil {
		return err
	}
	if o.dryRun && !o.fix {
		return misuse("--%s goes with --%s", "dry-run", "fix")
	}
	list, failed := a.checkAll(keep)
	for round := 0; failed == nil && o.fix && round < fixRounds; round++ {
		var repaired int
		if repaired, failed = a.fix(list, writing{dryRun: o.dryRun}); repaired == 0 || failed != nil {
			break
		}
		if failed = a.readSettings(); failed != nil {
			break
		}
		list, failed = a.checkAll(keep)
	}
	// A report is what was asked for, so it goes to standard output.
	if err := style.Write(a.out, list, a.printer, a.renderer(a.outIsTerminal)); err != nil {
		return err
	}
	if failed != nil {
		return failed // what could be looked at has been told
	}
	if o.format == "text" && !o.quiet {
		a.say("%s", a.tally(list))
	}
	if limit > 0 && list.Worst() >= limit {
		return found()
	}
	return nil
}

// checkAll reads every definition and every template, in each language that the
// workspace asks for.
func (a *app) checkAll(keep func(string) bool) (diag.List, error) {
	languages := a.languages()
	var failed error
	list, err := catalog.Check(func(lang string) *catalog.Library {
		lib, err := a.library(lang)
		if err != nil {
			failed = err
			lib = catalog.Open(nil, lang)
		}
		return lib
	}, languages, keep)
	if failed != nil {
		return nil, failed
	}
	failures := []error{err}
	var all diag.List
	for _, d := range a.list {
		if keep == nil || keep(d.Place.File) {
			all = append(all, d)
		}
	}
	all = append(all, list...)
	for _, lang := range languages {
		docs, err := a.documents(lang)
		if err != nil {
			return all, err
		}
		said, err := a.checkTemplates(lang, docs)
		failures = append(failures, err)
		for _, d := range said {
			if keep == nil || keep(d.Place.File) {
				all = append(all, d)
			}
		}
	}
	return all.Sort(), errors.Join(failures...)
}

// checkTemplates reads every template and tries it out, with each role alone and
// with the first opening: a field that does not exist shows only in use.
func (a *app) checkTemplates(lang string, docs *document.Set) (diag.List, error) {
	all := docs.Check()
	if a.workspace != "" {
		if _, err := os.Stat(filepath.Join(a.workspace, "templates")); err != nil {
			return all, docs.Err() // the shipped ones have been tried out by our own tests
		}
	}
	lib, err := a.library(lang)
	if err != nil {
		return nil, err
	}
	choices := []profile.Choice{}
	for _, id := range lib.IDs(catalog.KindRole) {
		choices = append(choices, profile.Choice{Roles: []catalog.Share{{Role: id}}})
	}
	if openings := lib.IDs(catalog.KindOpening); len(openings) > 0 {
		choices = append(choices, profile.Choice{Opening: openings[0]})
	}
	for _, c := range choices {
		p, list := profile.Compose(lib, c)
		if list.Failed() {
			continue // the definitions have been told so
		}
		for _, name := range docs.Names() {
			k, said, ok := docs.Kind(name)
			if !ok || said.Failed() || c.Opening == "" && !k.Suits("role") {
				continue
			}
			_, said = docs.Render(document.Request{Kind: k, Profile: p, Library: lib, Date: "2026-01-01", Evidence: true})
			all = append(all, said...)
		}
	}
	return all, docs.Err()
}

// languages are Dutch and whatever else the settings ask for.
func (a *app) languages() []string {
	out := []string{catalog.Dutch}
	for _, lang := range append(a.settings.Languages, strings.Split(a.settings.Lang, ",")...) {
		if lang == catalog.English && len(out) == 1 {
			out = append(out, lang)
		}
	}
	return out
}

// keep makes a filter of the paths that the user names; a path that holds no
// definitions is wrong use.
func (a *app) keep(paths []string) (func(string) bool, error) {
	if len(paths) == 0 {
		return nil, nil
	}
	clean := make([]string, len(paths))
	for i, p := range paths {
		var ok bool
		if clean[i], ok = a.checkable(p); !ok {
			return nil, misuse("nothing is known under %q", p).
				withHint("name a file or folder inside profiles or templates, of the workspace or of this folder")
		}
	}
	return func(file string) bool {
		for _, p := range clean {
			if p == "." && !strings.HasPrefix(file, "../") || file == p || strings.HasPrefix(file, p+"/") {
				return true
			}
		}
		return false
	}, nil
}

// checkable is a path as definitions are named from here; ok is false when it
// holds none.
func (a *app) checkable(p string) (shown string, ok bool) {
	full, err := filepath.Abs(p)
	if err != nil {
		return "", false
	}
	shown = filepath.ToSlash(filepath.Clean(p))
	if dir, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(dir, full); err == nil {
			shown = filepath.ToSlash(rel)
		}
	}
	if a.workspace != "" {
		if inside, err := filepath.Rel(a.workspace, full); err == nil && filepath.IsLocal(inside) {
			top, _, _ := strings.Cut(filepath.ToSlash(inside), "/")
			if _, err := os.Stat(full); err == nil {
				return shown, top == "." || top == "profiles" || top == "templates" || inside == settingsFile
			}
		}
	}
	if dir, err := os.Getwd(); err == nil && a.workspace != "" && dir != a.workspace {
		return shown, false // what is shipped goes by its name in the top folder alone
	}
	for name, shipped := range map[string]fs.FS{"profiles": profiles.FS, "templates": templates.FS} {
		inside, cut := strings.CutPrefix(shown+"/", name+"/")
		if inside = path.Clean("./" + inside); cut || shown == "." {
			if _, err := fs.Stat(shipped, inside); err == nil || shown == "." {
				return shown, true
			}
		}
	}
	return shown, false
}

func styleNames() []string {
	var names []string
	for _, s := range report.Styles() {
		names = append(names, s.Name)
	}
	return names
}

// tally counts a list in one sentence.
func (a *app) tally(list diag.List) diag.Message {
	counts := map[diag.Severity]int{}
	for _, d := range list {
		counts[d.Severity]++
	}
	if len(list) == 0 {
		return diag.Say("nothing wrong was found")
	}
	return diag.Say("%s, %s, %s",
		count(counts[diag.Error], "%d error", "%d errors"),
		count(counts[diag.Warning], "%d warning", "%d warnings"),
		count(counts[diag.Advice], "%d piece of advice", "%d pieces of advice"))
}

func count(n int, one, many string) diag.Message {
	if n == 1 {
		return diag.Message{Format: one, Args: []any{n}}
	}
	return diag.Message{Format: many, Args: []any{n}}
}
