package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
	"github.com/spf13/viper"

	"rolprofiel/pkg/catalog"
	"rolprofiel/pkg/diag"
	"rolprofiel/pkg/document"
	"rolprofiel/pkg/layer"
	"rolprofiel/pkg/locale"
	"rolprofiel/pkg/strictyaml"
	"rolprofiel/profiles"
	"rolprofiel/templates"
)

// settingsFile makes a folder a workspace.
const settingsFile = "rolprofiel.yaml"

// app is what every verb shares: the world outside, the settings and the layers.
type app struct {
	*streams
	printer   *locale.Printer
	viper     *viper.Viper
	settings  settings
	workspace string    // folder of the workspace, "" without one
	list      diag.List // what is wrong with the settings
	misused   error     // found where cobra takes no error
}

// settings are the keys of rolprofiel.yaml.
type settings struct {
	Lang      string   `yaml:"lang"`
	UILang    string   `yaml:"ui_lang"`
	Languages []string `yaml:"languages"`
	Color     string   `yaml:"color"`
}

func settingsFields() []strictyaml.Field {
	w := func(nl, en string) strictyaml.Words { return strictyaml.Words{NL: nl, EN: en} }
	languages := []strictyaml.Option{{Value: "nl", Words: w("Nederlands", "Dutch")}, {Value: "en", Words: w("Engels", "English")}}
	return []strictyaml.Field{
		{Key: "lang", Type: strictyaml.Choice, Choices: languages, Example: "nl", Title: w("taal", "language"), About: w("De taal van documenten en meldingen.", "The language of documents and messages.")},
		{Key: "ui_lang", Type: strictyaml.Choice, Choices: languages, Example: "nl", Title: w("taal van meldingen", "language of messages"), About: w("De taal van meldingen, als die anders is.", "The language of messages, when it differs.")},
		{Key: "languages", Type: strictyaml.List, Of: strictyaml.Choice, Choices: languages, Title: w("talen", "languages"), About: w("De talen waarin alles vertaald moet zijn.", "The languages into which everything must be translated.")},
		{
			Key: "color", Type: strictyaml.Choice, Example: "auto", Title: w("kleur", "colour"), About: w("Kleur in de terminal.", "Colour in the terminal."),
			Choices: []strictyaml.Option{{Value: "auto", Words: w("vanzelf", "automatic")}, {Value: "always", Words: w("altijd", "always")}, {Value: "never", Words: w("nooit", "never")}},
		},
	}
}

// newApp finds the workspace and reads the settings: the file, then the
// environment; flags are laid over it when they have been parsed. The language of
// messages must be known before the first message, so --lang is looked up here.
func newApp(args []string, s *streams) (*app, error) {
	a := &app{streams: s, viper: viper.New()}
	a.viper.SetDefault("lang", locale.Dutch)
	a.viper.SetDefault("color", "auto")
	dir, err := os.Getwd()
	if err == nil {
		a.workspace = findWorkspace(dir)
		err = a.readSettings()
	}
	for _, key := range []string{"lang", "ui_lang", "color"} {
		must(a.viper.BindEnv(key, "ROLPROFIEL_"+strings.ToUpper(key)))
	}
	for _, flag := range []string{"lang", "ui-lang"} {
		if v := argument(args, flag); v != "" {
			a.viper.Set(strings.ReplaceAll(flag, "-", "_"), v)
		}
	}
	a.resolve()
	if err != nil {
		return a, err
	}
	if _, err := a.asked(); err != nil {
		return a, err
	}
	return a, knownLanguage(a.settings.UILang)
}

// asked are the languages that the user asks documents in, each once.
func (a *app) asked() ([]string, error) {
	var out []string
	for lang := range strings.SplitSeq(a.settings.Lang, ",") {
		lang = strings.TrimSpace(lang)
		if err := knownLanguage(lang); err != nil {
			return nil, err
		}
		if !slices.Contains(out, lang) {
			out = append(out, lang)
		}
	}
	return out, nil
}

// knownLanguage refuses a language that is not known.
func knownLanguage(lang string) error {
	if slices.Contains(locale.Languages(), lang) {
		return nil
	}
	return misuse("%q is not a language that is spoken here", lang).withHint("choose from: %s", strings.Join(locale.Languages(), ", "))
}

// resolve takes over what viper has settled: the last one to speak wins.
func (a *app) resolve() {
	a.settings.Lang = a.viper.GetString("lang")
	a.settings.UILang = a.viper.GetString("ui_lang")
	a.settings.Color = a.viper.GetString("color")
	a.settings.Languages = a.viper.GetStringSlice("languages")
	if a.settings.UILang == "" {
		a.settings.UILang, _, _ = strings.Cut(a.settings.Lang, ",")
	}
	a.settings.UILang = strings.TrimSpace(a.settings.UILang)
	a.printer = locale.New(a.settings.UILang)
}

// flags takes over the flags of every verb once they have been parsed.
func (a *app) flags() error {
	a.resolve()
	switch a.settings.Color {
	case "auto", "always", "never":
		return nil
	}
	return misuse("%q is not a value of --%s", a.settings.Color, "color").withHint("choose from: %s", "auto, always, never")
}

// argument finds the value of a flag before flags are parsed.
func argument(args []string, name string) string {
	for i, arg := range args {
		if arg == "--" {
			break
		}
		if v, ok := strings.CutPrefix(arg, "--"+name+"="); ok {
			return v
		}
		if arg == "--"+name && i+1 < len(args) {
			return args[i+1]
		}
	}
	return ""
}

// findWorkspace is the nearest folder upward that holds the settings file.
func findWorkspace(dir string) string {
	for {
		if info, err := os.Stat(filepath.Join(dir, settingsFile)); err == nil && !info.IsDir() {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}

// readSettings checks the file as strictly as any other and then hands it to
// viper.
func (a *app) readSettings() error {
	if a.workspace == "" {
		return nil
	}
	file, err := layer.Stack{{Name: workspaceLayer, Show: a.shower(""), FS: os.DirFS(a.workspace)}}.Read(settingsFile)
	if err != nil {
		if unread, ok := strictyaml.Unread(err); ok {
			a.list = diag.List{unread}
			return nil
		}
		return err
	}
	var s settings
	_, list := strictyaml.Decode(file, settingsFields(), &s)
	if len(list) == 1 && list[0].Code == strictyaml.CodeEmptyFile {
		list = nil // an empty file is enough to make a workspace
	}
	a.list = list
	for key, value := range map[string]string{"lang": s.Lang, "ui_lang": s.UILang, "color": s.Color} {
		if value != "" {
			a.viper.SetDefault(key, value)
		}
	}
	a.viper.SetDefault("languages", s.Languages)
	return nil
}

// The names of the layers, as users see them.
const (
	workspaceLayer = "workspace"
	shippedLayer   = "shipped"
)

// stack lays the workspace over what is shipped, for the folder of this name.
// The workspace is opened as a root: no link can lead out of it.
func (a *app) stack(name string, shipped fs.FS) (layer.Stack, error) {
	base := layer.Layer{Name: shippedLayer, Prefix: name, FS: shipped}
	if a.workspace == "" {
		return layer.Stack{base}, nil
	}
	root, err := os.OpenRoot(a.workspace)
	if err != nil {
		return nil, fmt.Errorf("open workspace: %w", err)
	}
	return layer.Stack{{Name: workspaceLayer, Show: a.shower(name), FS: layer.Within(root, name)}, base}, nil
}

// shower names files in a folder of the workspace as the user would type them
// from where they are.
func (a *app) shower(name string) func(string) string {
	dir, err := os.Getwd()
	return func(p string) string {
		full := filepath.Join(a.workspace, filepath.FromSlash(name), filepath.FromSlash(p))
		if rel, relErr := filepath.Rel(dir, full); err == nil && relErr == nil {
			return filepath.ToSlash(rel)
		}
		return filepath.ToSlash(full)
	}
}

// library opens the definitions in one language. It reads nothing yet.
func (a *app) library(lang string) (*catalog.Library, error) {
	stack, err := a.stack("profiles", profiles.FS)
	if err != nil {
		return nil, err
	}
	return catalog.Open(stack, lang), nil
}

// documents opens the templates in one language. It reads nothing yet.
func (a *app) documents(lang string) (*document.Set, error) {
	stack, err := a.stack("templates", templates.FS)
	if err != nil {
		return nil, err
	}
	return document.Open(stack, lang), nil
}

func (a *app) text(m diag.Message) string { return a.printer.Sprintf(m.Format, m.Args...) }

// say puts a line on standard error: what is said about the work, never the work
// itself.
func (a *app) say(format string, args ...any) {
	fmt.Fprintln(a.err, a.printer.Sprintf(format, args...))
}

// renderer paints for a stream, in colour only where that is wanted.
func (a *app) renderer(isTerminal bool) *lipgloss.Renderer {
	r := lipgloss.NewRenderer(a.out)
	r.SetHasDarkBackground(true) // asked of a silent terminal, this would take five seconds
	profile := termenv.Ascii
	switch {
	case a.settings.Color == "always":
		profile = termenv.ANSI
	case a.settings.Color == "never" || a.env("NO_COLOR") != "" || a.env("TERM") == "dumb":
	case isTerminal:
		profile = termenv.ANSI
	}
	r.SetColorProfile(profile)
	return r
}

// isNotThere tells a missing file from other trouble.
func isNotThere(err error) bool { return errors.Is(err, fs.ErrNotExist) }
