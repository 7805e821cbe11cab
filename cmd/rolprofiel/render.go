package main

import (
	"bytes"
	"os"
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
	must(cmd.RegisterFlagCompletionFunc("fail-on", fixed("error", "warning", "advice", "never")))
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
	folder := isFolder(o.output)
	if folder && o.format == "" {
		o.format = "md"
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
	if stop := a.stopOn(list, limit); stop != nil {
		return stop
	}
	if doc == nil && format.Takes == export.TakesDocument {
		return found() // whatever --fail-on says, there is nothing to write
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
	if folder {
		o.output = filepath.Join(o.output, fileName(o.kind, choice, format))
	}
	return a.writeFile(o.output, b.Bytes(), o.writing)
}

// isFolder reports whether an output is named as a folder, or is one.
func isFolder(output string) bool {
	if strings.HasSuffix(output, "/") || strings.HasSuffix(output, string(filepath.Separator)) {
		return true
	}
	info, err := os.Stat(output)
	return output != "" && err == nil && info.IsDir()
}

// fileName names a document by its kind and what it is about.
func fileName(kind string, c profile.Choice, f export.Format) string {
	parts := []string{kind}
	if c.Opening != "" {
		parts = append(parts, c.Opening)
	}
	for _, r := range c.Roles {
		parts = append(parts, r.Role)
	}
	return strings.Join(parts, "-") + f.Extension
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
		return nil, nil, nil, misuse("the document %q needs a role or an opening", k.Name).
			withHint("add --role or --opening; see: %s", "rolprofiel list roles")
	}
	s.preload(c)
	p, list := profile.Compose(s.lib, c)
	if err := wrongSetting(list); err != nil {
		return nil, nil, nil, err
	}
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

// wrongSetting turns a problem of --set into wrong use: there is no file to mend.
func wrongSetting(list diag.List) error {
	for _, d := range list {
		if d.Place.File != profile.SettingFile || d.Severity < diag.Error {
			continue
		}
		f := misuse("--set %s cannot be used like this: %s", d.Path, d.Message)
		if f.hint = d.Hint; f.hint.IsZero() {
			return f.withHint("name one field and its value, such as --set pay.scale=8")
		}
		return f
	}
	return nil
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
			needs = append(needs, func() { s.lib.Brief(n.Competency) })
		}
		for _, id := range role.Value.OrganisationOwe {
			needs = append(needs, func() { s.lib.Precondition(id) })
		}
		for _, id := range role.Value.Stances {
			needs = append(needs, func() { s.lib.Stance(id) })
		}
	}
	catalog.InParallel(len(needs), func(i int) { needs[i]() })
}

// formatFor is the format that the user names, or that the file's name shows, or
// the usual one.
func (a *app) formatFor(name, output string) (export.Format, error) {
	extension := strings.ToLower(filepath.Ext(output))
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

// fileFormats are the formats that files can have.
func fileFormats() []string {
	var names []string
	for _, f := range export.Formats() {
		if f.Extension != "" {
			names = append(names, f.Name)
		}
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
		day := time.Unix(seconds, 0).UTC()
		if year := day.Year(); year < 1 || year > 9999 {
			return "", misuse("SOURCE_DATE_EPOCH is not a number of seconds: %q", epoch)
		}
		return day.Format(time.DateOnly), nil
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
