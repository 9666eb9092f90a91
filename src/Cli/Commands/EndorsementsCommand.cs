// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;

namespace Attestation.Cli.Commands;

/// <summary><c>attest endorsements</c>: what is kept on disk, and how it gets there.</summary>
internal static class EndorsementsCommand
{
    public static Command Create(Session session) => new("endorsements", "what vendors say of their machines, as it is kept on disk")
    {
        EndorsementsListCommand.Create(session),
        EndorsementsFetchCommand.Create(session),
        EndorsementsImportCommand.Create(session),
        EndorsementsExportCommand.Create(session),
    };
}
