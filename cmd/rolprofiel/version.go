package main

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func newVersion(a *app) *cobra.Command {
	t := a.printer.Sprintf
	return &cobra.Command{
		Use:   "version",
		Short: t("Show which version this is"),
		Args:  exactly(0, ""),
		RunE:  func(*cobra.Command, []string) error { return runVersion(a) },
	}
}

func runVersion(a *app) error {
	_, err := fmt.Fprintln(a.out, "rolprofiel "+version())
	return err
}

// version is what the build knows of itself.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
