package main

import (
	"github.com/spf13/cobra"
)

func newCompletion(a *app) *cobra.Command {
	t := a.printer.Sprintf
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:       "completion " + t("SHELL"),
		Short:     t("Print a script that completes commands in your shell"),
		Long:      t("Print a script that completes verbs, flags and ids while you type.\nThe shells are bash, zsh, fish and powershell."),
		Example:   "  source <(rolprofiel completion bash)\n  rolprofiel completion powershell | Out-String | Invoke-Expression",
		Args:      exactly(1, t("which shell")),
		ValidArgs: shells,
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(a.out, true)
			case "zsh":
				return root.GenZshCompletion(a.out)
			case "fish":
				return root.GenFishCompletion(a.out, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(a.out)
			}
			return misuse("there is no shell %q", args[0]).withHint("choose from: %s", "bash, zsh, fish, powershell")
		},
	}
}
