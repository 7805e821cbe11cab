package main

import (
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/document"
	"rolprofiel/pkg/profile"
	"rolprofiel/pkg/report"
)

type checkOptions struct {
	paths  []string
	format string
	failOn string
	quiet  bool
}

func newCheck(a *app) *cobra.Command {
	t := a.printer.Sprintf
	o := &checkOptions{}
	cmd := &cobra.Command{
		Use:     "check [" + t("PATH") + "…]",
		Short:   t("Look for mistakes in all definitions and templates"),
		Long:    t("Look for mistakes in every definition and template: form, references, levels,\nevidence and translations. All problems are told in one run."),
		Example: "  rolprofiel check\n  rolprofiel check profiles/roles\n  rolprofiel check --format json",
		RunE: func(_ *cobra.Command, args []string) error {
			o.paths = args
			return runCheck(a, o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.format, "format", "text", t("how to report: %s", strings.Join(styleNames(), ", ")))
	f.StringVar(&o.failOn, "fail-on", "", t("fail at: error, warning, advice or never"))
	f.BoolVarP(&o.quiet, "quiet", "q", false, t("say nothing when all is well"))
	must(cmd.RegisterFlagCompletionFunc("format", fixed(styleNames()...)))
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
	list, err := a.checkAll(keep)
	if err != nil {
		return err
	}
	// A report is what was asked for, so it goes to standard output.
	if err := style.Write(a.out, list, a.printer, a.renderer(a.outIsTerminal)); err != nil {
		return err
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
	if err != nil {
		return nil, err
	}
	all := append(diag.List{}, a.list...)
	all = append(all, list...)
	for _, lang := range languages {
		docs, err := a.documents(lang)
		if err != nil {
			return nil, err
		}
		said, err := a.checkTemplates(lang, docs)
		if err != nil {
			return nil, err
		}
		for _, d := range said {
			if keep == nil || keep(d.Place.File) {
				all = append(all, d)
			}
		}
	}
	return all.Sort(), nil
}

// checkTemplates reads every template and tries it out, with each role alone and
// with the first opening: a field that does not exist shows only in use.
func (a *app) checkTemplates(lang string, docs *document.Set) (diag.List, error) {
	all := docs.Check()
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
			if !ok || said.Failed() {
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
	var clean []string
	for _, p := range paths {
		clean = append(clean, filepath.ToSlash(filepath.Clean(p)))
	}
	for i, p := range clean {
		if !a.knows(p) {
			return nil, misuse("nothing is known under %q", paths[i]).
				withHint("name a file or folder inside profiles or templates, of the workspace or of this folder")
		}
	}
	return func(file string) bool {
		for _, p := range clean {
			if p == "." || file == p || strings.HasPrefix(file, p+"/") {
				return true
			}
		}
		return false
	}, nil
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
