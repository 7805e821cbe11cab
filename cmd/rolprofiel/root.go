package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"rolprofiel/pkg/diag"
)

// newRoot puts the verbs together, in the order in which a newcomer meets them.
func newRoot(a *app) *cobra.Command {
	t := a.printer.Sprintf
	showVersion := false
	root := &cobra.Command{
		Use:           "rolprofiel",
		Short:         t("Role profiles for experts by experience: from definitions to a vacancy text"),
		Long:          t("rolprofiel makes role descriptions, vacancy texts and the papers around them,\nfrom definitions of roles and competencies that you can change yourself."),
		Example:       "  rolprofiel render vacature --opening voorbeeld-buurtteam-2027\n  rolprofiel init mijn-team\n  rolprofiel check",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) > 0:
				return unknownVerb(cmd, args[0])
			case showVersion:
				return runVersion(a, false)
			}
			return cmd.Help()
		},
		PersistentPreRunE: func(*cobra.Command, []string) error { return a.flags() },
	}
	root.SetOut(a.out)
	root.SetErr(a.err)
	root.SetUsageTemplate(usageTemplate(a))
	root.SetHelpTemplate("{{with (or .Long .Short)}}{{. | trimTrailingWhitespaces}}\n\n{{end}}{{.UsageString}}")
	help := root.HelpFunc()
	root.SetHelpFunc(func(cmd *cobra.Command, args []string) {
		// "rendr --help" reaches the root with the word it does not know.
		if cmd == root && len(args) > 0 && !strings.HasPrefix(args[0], "-") && args[0] != "help" {
			a.misused = unknownVerb(cmd, args[0])
			return
		}
		help(cmd, args)
	})
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error { return flagFailure(cmd, err) })
	root.CompletionOptions.DisableDefaultCmd = true
	cobra.MousetrapHelpText = "" // we explain ourselves

	flags := root.PersistentFlags()
	flags.String("lang", "", t("language of documents and messages: nl or en"))
	flags.String("ui-lang", "", t("language of messages, when it differs: nl or en"))
	flags.String("color", "", t("colour: auto, always or never"))
	flags.BoolP("help", "h", false, t("show this help"))
	root.Flags().BoolVar(&showVersion, "version", false, t("show which version this is"))
	must(a.viper.BindPFlag("color", flags.Lookup("color")))
	must(root.RegisterFlagCompletionFunc("lang", fixed("nl", "en")))
	must(root.RegisterFlagCompletionFunc("ui-lang", fixed("nl", "en")))
	must(root.RegisterFlagCompletionFunc("color", fixed("auto", "always", "never")))

	cobra.AddTemplateFunc("flagLines", a.flagLines)
	root.AddCommand(
		newInit(a),
		newNew(a),
		newCopy(a),
		newList(a),
		newShow(a),
		newCheck(a),
		newFmt(a),
		newSchema(a),
		newRender(a),
		newExport(a),
		newWhy(a),
		newExplain(a),
		newVersion(a),
		newCompletion(a),
		newMan(a),
	)
	root.DisableFlagsInUseLine = true
	for _, verb := range root.Commands() {
		verb.DisableFlagsInUseLine = true
	}
	root.SetHelpCommand(&cobra.Command{
		Use:   "help [" + t("VERB") + "]",
		Short: t("Show how a verb is used"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return root.Help()
			}
			verb, _, err := root.Find(args)
			if err != nil || verb == root {
				return unknownVerb(cmd, args[0])
			}
			return verb.Help()
		},
	})
	return root
}

// flagLines lists flags as pflag does, but without English words for their types.
func (a *app) flagLines(flags *pflag.FlagSet) string {
	var names, abouts []string
	widest := 0
	flags.VisitAll(func(f *pflag.Flag) {
		name := "      --" + f.Name
		if f.Shorthand != "" {
			name = "  -" + f.Shorthand + ", --" + f.Name
		}
		if f.Value.Type() != "bool" {
			name += " " + a.printer.Sprintf("VALUE")
		}
		names, abouts = append(names, name), append(abouts, f.Usage)
		widest = max(widest, len(name))
	})
	var b strings.Builder
	for i, name := range names {
		b.WriteString(name + strings.Repeat(" ", widest-len(name)+3) + abouts[i] + "\n")
	}
	return strings.TrimRight(b.String(), "\n")
}

// must is for what can only fail when this program was written wrongly.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

func fixed(values ...string) func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return values, cobra.ShellCompDirectiveNoFileComp
	}
}

func unknownVerb(cmd *cobra.Command, word string) error {
	var verbs []string
	for _, c := range cmd.Root().Commands() {
		verbs = append(verbs, c.Name())
	}
	f := misuse("there is no verb %q", word)
	if near := diag.Nearest(word, verbs); near != "" {
		return f.withHint("did you mean %q?", near)
	}
	return f.withHint("choose from: %s", strings.Join(verbs, ", "))
}

// flagFailure says in the reader's language what is wrong with a flag.
func flagFailure(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var empty *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		name := unknown.GetSpecifiedName()
		if len(name) > 1 {
			name = "--" + name
		} else {
			name = "-" + name
		}
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
		f := misuse("there is no flag %s", name)
		if near := diag.Nearest(name, names); near != "" {
			return f.withHint("did you mean %q?", near)
		}
		return f.withHint("see: %s --help", cmd.CommandPath())
	case errors.As(err, &empty):
		return misuse("the flag --%s needs a value", empty.GetFlag().Name)
	case errors.As(err, &invalid):
		return misuse("%q is not a value of --%s", invalid.GetValue(), invalid.GetFlag().Name)
	}
	return misuse("the flags could not be read: %v", err)
}

// exactly is a rule for arguments that speaks the reader's language.
func exactly(n int, what string) cobra.PositionalArgs {
	return between(n, n, what)
}

func between(least, most int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return misuse("%s needs to know more: %s", cmd.CommandPath(), what).withHint("see: %s --help", cmd.CommandPath())
		case len(args) > most:
			return misuse("%q is more than %s can use", args[most], cmd.CommandPath()).withHint("see: %s --help", cmd.CommandPath())
		}
		return nil
	}
}

// usageTemplate is cobra's own, in the reader's language.
func usageTemplate(a *app) string {
	t := a.printer.Sprintf
	return fmt.Sprintf(`%s:
  {{if .Runnable}}{{.UseLine}}{{end}}{{if .HasAvailableSubCommands}}
  {{.CommandPath}} %s{{end}}{{if .HasExample}}

%s:
{{.Example}}{{end}}{{if .HasAvailableSubCommands}}

%s:{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

%s:
{{flagLines .LocalFlags}}{{end}}{{if .HasAvailableInheritedFlags}}

%s:
{{flagLines .InheritedFlags}}{{end}}{{if .HasAvailableSubCommands}}

%s{{end}}
`, t("Use"), t("VERB"), t("Examples"), t("Verbs"), t("Flags"), t("Flags of every verb"), t("More about a verb: %s", "{{.CommandPath}} help "+t("VERB")))
}
