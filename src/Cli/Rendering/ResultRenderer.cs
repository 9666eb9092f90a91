// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Cli.Rendering;

/// <summary>Prints a result in the form that was asked for.</summary>
internal static class ResultRenderer
{
    /// <summary>Prints to stdout; quiet prints nothing, since the exit code says it.</summary>
    public static void Print(Session session, OutputForm form, AttestationResult result, ExitCode exitCode, int verbosity)
    {
        switch (form)
        {
            case OutputForm.Json:
                session.PrintJson(json => JsonRenderer.Write(json, result, exitCode));
                break;
            case OutputForm.Tree:
                session.Print(page => new TreeRenderer(page, verbosity).Render(result, exitCode));
                break;
            case OutputForm.Quiet:
            default:
                break;
        }
    }
}
