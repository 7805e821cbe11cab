package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// newMan is for those who make packages: one page for the tool and all its verbs,
// in the language of messages, with the date of the day or of SOURCE_DATE_EPOCH.
func newMan(a *app) *cobra.Command {
	return &cobra.Command{
		Use:    "man",
		Short:  a.printer.Sprintf("Print the manual page"),
		Hidden: true,
		Args:   exactly(0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			date, err := a.today("")
			if err != nil {
				return err
			}
			_, err = io.WriteString(a.out, a.manual(cmd.Root(), date))
			return err
		},
	}
}

// manual is the page in the language of man(7).
func (a *app) manual(root *cobra.Command, date string) string {
	t := a.printer.Sprintf
	var b strings.Builder
	line := func(macro string, words ...string) {
		b.WriteString(macro)
		for _, w := range words {
			b.WriteString(` "` + roff(w) + `"`)
		}
		b.WriteString("\n")
	}
	text := func(s string) { b.WriteString(roff(s) + "\n") }
	asIs := func(s string) {
		line(".nf")
		text(s)
		line(".fi")
	}
	flags := func(set *pflag.FlagSet) {
		set.VisitAll(func(f *pflag.Flag) {
			if f.Hidden || f.Name == "help" {
				return
			}
			name := "--" + f.Name
			if f.Shorthand != "" {
				name = "-" + f.Shorthand + ", " + name
			}
			if f.Value.Type() != "bool" {
				name += " " + t("VALUE")
			}
			line(".TP")
			line(".B", name)
			text(f.Usage)
		})
	}
	line(".TH", "ROLPROFIEL", "1", date, "rolprofiel "+built().Version, "rolprofiel")
	line(".SH", t("Name"))
	text("rolprofiel - " + root.Short)
	line(".SH", t("Use"))
	line(".B", "rolprofiel "+t("VERB"))
	line(".SH", t("Description"))
	text(root.Long)
	line(".SH", t("Verbs"))
	for _, verb := range root.Commands() {
		if !verb.IsAvailableCommand() {
			continue
		}
		line(".SS", verb.UseLine())
		if verb.Long != "" {
			text(verb.Long)
		} else {
			text(verb.Short)
		}
		flags(verb.LocalNonPersistentFlags())
		if verb.HasExample() {
			line(".PP")
			asIs(verb.Example)
		}
	}
	line(".SH", t("Flags of every verb"))
	flags(root.PersistentFlags())
	line(".SH", t("Exit status"))
	for status, means := range []string{t("all is well"), t("something wrong was found"), t("the command was used wrongly"), t("the machine failed")} {
		line(".TP")
		line(".B", fmt.Sprint(status))
		text(means)
	}
	line(".SH", t("Settings"))
	text(t("In %s, the nearest one upward; then in the environment; then in flags. The last one wins.", settingsFile))
	for _, name := range []string{"ROLPROFIEL_LANG", "ROLPROFIEL_UI_LANG", "ROLPROFIEL_COLOR"} {
		line(".TP")
		line(".B", name)
		flag := root.PersistentFlags().Lookup(strings.ReplaceAll(strings.ToLower(strings.TrimPrefix(name, "ROLPROFIEL_")), "_", "-"))
		text(flag.Usage)
	}
	return b.String()
}

// roff makes a text mean itself: a backslash, a dash, a quote, or a dot at the
// beginning of a line would be commands.
func roff(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`, `"`, `\(dq`, "'", `\(aq`).Replace(s)
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, ".") {
			lines[i] = `\&` + l
		}
	}
	return strings.Join(lines, "\n")
}
