package main

import (
	"bytes"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/document"
	"rolprofiel/pkg/export"
	"rolprofiel/pkg/profile"
)

type renderOptions struct {
	choosing
	writing
	kind     string
	format   string
	output   string
	date     string
	failOn   string
	evidence bool
	final    bool
}

func newRender(a *app) *cobra.Command {
	t := a.printer.Sprintf
	o := &renderOptions{}
	cmd := &cobra.Command{
		Use:     "render " + t("DOCUMENT"),
		Short:   t("Make one document"),
		Long:    t("Make one document: a vacancy text, a role description or another one.\nWithout --output it goes to the screen."),
		Example: "  rolprofiel render vacature --opening voorbeeld-buurtteam-2027\n  rolprofiel render rolbeschrijving --role kwartiermaker=60 --role casuswerker=40 --team voorbeeld-buurtteam\n  rolprofiel render vacancy --opening voorbeeld-wpi-2027 --lang en -o vacancy.md",
		Args:    exactly(1, t("which document")),
		RunE: func(_ *cobra.Command, args []string) error {
			o.kind = args[0]
			return runRender(a, o)
		},
		ValidArgsFunction: completeDocuments(a),
	}
	o.choosing.flags(a, cmd)
	o.writing.flags(a, cmd)
	f := cmd.Flags()
	f.StringVarP(&o.format, "format", "f", "", t("the format: %s", strings.Join(formatNames(), ", ")))
	f.StringVarP(&o.output, "output", "o", "", t("the file to write; - is the screen"))
	f.StringVar(&o.date, "date", "", t("the date of the document, as 2026-11-23; otherwise today"))
	f.StringVar(&o.failOn, "fail-on", "", t("fail at: error, warning, advice or never"))
	f.BoolVar(&o.evidence, "evidence", false, t("add the reports and headings that the text leans on"))
	f.BoolVar(&o.final, "final", false, t("refuse while something is still to fill in"))
	must(cmd.RegisterFlagCompletionFunc("format", fixed(formatNames()...)))
	return cmd
}

func runRender(a *app, o *renderOptions) error {
	choice, err := o.choice()
	if err != nil {
		return err
	}
	limit, err := failOn(o.failOn, diag.Error)
	if err != nil {
		return err
	}
	format, err := a.formatFor(o.format, o.output)
	if err != nil {
		return err
	}
	date, err := a.today(o.date)
	if err != nil {
		return err
	}
	s, err := a.open(a.settings.Lang)
	if err != nil {
		return err
	}
	doc, p, list, err := s.render(o.kind, choice, document.Request{Date: date, Evidence: o.evidence, Final: o.final})
	if err != nil {
		return err
	}
	if stop := a.stopOn(list, limit); stop != nil || doc == nil && format.Takes == export.TakesDocument {
		return stop
	}
	var b bytes.Buffer
	options := export.Options{Width: a.widthFor(format), Renderer: a.renderer(a.outIsTerminal)}
	if err := format.Write(&b, export.Input{Document: doc, Profile: p}, options); err != nil {
		return err
	}
	if o.output == "" || o.output == "-" {
		_, err := a.out.Write(b.Bytes())
		return err
	}
	return a.writeFile(o.output, b.Bytes(), o.writing)
}

// render composes a profile and renders one document of it.
func (s *session) render(kind string, c profile.Choice, r document.Request) (*document.Document, *profile.Profile, diag.List, error) {
	if err := s.known(c); err != nil {
		return nil, nil, nil, err
	}
	k, err := s.document(kind)
	if err != nil {
		return nil, nil, nil, err
	}
	if len(c.Roles) == 0 && c.Opening == "" {
		return nil, nil, nil, misuse("a %s needs a role or an opening", k.Name).
			withHint("add --role or --opening; see: %s", "rolprofiel list roles")
	}
	s.preload(c)
	p, list := profile.Compose(s.lib, c)
	r.Kind, r.Profile, r.Library = k, p, s.lib
	var doc *document.Document
	if !list.Failed() {
		var said diag.List
		doc, said = s.docs.Render(r)
		list = append(list, said...)
	}
	list, err = s.gather(list)
	return doc, p, list, err
}

// preload reads what the roles need on all cores at once; composing then finds it
// in memory.
func (s *session) preload(c profile.Choice) {
	if c.Opening != "" {
		if o, ok := s.lib.Opening(c.Opening); ok {
			c.Team, c.Roles = o.Value.Team, o.Value.Roles
		}
	}
	var needs []func()
	if c.Team != "" {
		needs = append(needs, func() { s.lib.Team(c.Team) })
	}
	needs = append(needs, func() { s.lib.Scale() })
	for _, share := range c.Roles {
		role, ok := s.lib.Role(share.Role)
		if !ok {
			continue
		}
		for _, n := range role.Value.Needs {
			needs = append(needs, func() { s.lib.Competency(n.Competency) })
		}
		for _, id := range role.Value.OrganisationOwe {
			needs = append(needs, func() { s.lib.Precondition(id) })
		}
		for _, id := range role.Value.Stances {
			needs = append(needs, func() { s.lib.Stance(id) })
		}
	}
	inParallel(len(needs), func(i int) { needs[i]() })
}

// formatFor is the format that the user names, or that the file's name shows, or
// the usual one.
func (a *app) formatFor(name, output string) (export.Format, error) {
	extension := filepath.Ext(output)
	switch {
	case name != "":
		if f, ok := export.FormatNamed(name); ok {
			return f, nil
		}
		f := misuse("there is no format %q", name)
		if near := diag.Nearest(name, formatNames()); near != "" {
			return export.Format{}, f.withHint("did you mean %q?", near)
		}
		return export.Format{}, f.withHint("choose from: %s", strings.Join(formatNames(), ", "))
	case output != "" && output != "-":
		if f, ok := export.FormatFor(extension); ok {
			return f, nil
		}
		return export.Format{}, misuse("%q does not show which format it is to have", output).
			withHint("end the name in %s, or add --format", strings.Join(extensions(), ", "))
	case a.outIsTerminal:
		f, _ := export.FormatNamed("terminal")
		return f, nil
	}
	return export.Formats()[0], nil
}

func (a *app) widthFor(f export.Format) int {
	if f.Name == "terminal" {
		return a.width
	}
	return 0
}

func formatNames() []string {
	var names []string
	for _, f := range export.Formats() {
		names = append(names, f.Name)
	}
	return names
}

func extensions() []string {
	var out []string
	for _, f := range export.Formats() {
		if f.Extension != "" {
			out = append(out, f.Extension)
		}
	}
	return out
}

// today is the date that a document carries: what the user says, or
// SOURCE_DATE_EPOCH, or the day of the run.
func (a *app) today(date string) (string, error) {
	if date != "" {
		if _, err := time.Parse(time.DateOnly, date); err != nil {
			return "", misuse("%q is not a date", date).withHint("write it like this: %s", "2026-11-23")
		}
		return date, nil
	}
	if epoch := a.env("SOURCE_DATE_EPOCH"); epoch != "" {
		seconds, err := strconv.ParseInt(epoch, 10, 64)
		if err != nil {
			return "", misuse("SOURCE_DATE_EPOCH is not a number of seconds: %q", epoch)
		}
		return time.Unix(seconds, 0).UTC().Format(time.DateOnly), nil
	}
	return a.now().Format(time.DateOnly), nil
}

// parseShare reads ROLE or ROLE=60.
func parseShare(s string) (catalog.Share, error) {
	role, share, given := strings.Cut(s, "=")
	if !given {
		return catalog.Share{Role: role}, nil
	}
	n, err := strconv.ParseFloat(strings.TrimSuffix(share, "%"), 64)
	if err != nil || n <= 0 || n > 100 {
		return catalog.Share{}, misuse("%q is not a share of the hours", share).withHint("write it like this: --role %s=60", role)
	}
	return catalog.Share{Role: role, Share: n}, nil
}

func completeDocuments(a *app) func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		docs, err := a.documents(a.settings.Lang)
		if err != nil || len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		names := docs.Names()
		for alias := range docs.Aliases() {
			names = append(names, alias)
		}
		return names, cobra.ShellCompDirectiveNoFileComp
	}
}
