// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using Attestation.Appraisal;
using Attestation.Planning;
using Attestation.Tdx;
using Attestation.Tdx.Simulator;

namespace Attestation.Endorsing.Tests;

/// <summary>
/// What this program does when <see cref="Variable"/> names a folder: it keeps ever newer documents in that cache, tells each on stdout once it
/// is kept, and never ends of itself.
/// </summary>
internal static class CacheWriter
{
    private const int Ahead = 8;

    public const string Variable = "ATTESTATION_TEST_CACHE";

    [ModuleInitializer]
    public static void Begin()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder)
        {
            WriteUntilKilled(folder);
        }

        if (Environment.GetEnvironmentVariable(TearingWriter.Variable) is { Length: > 0 } torn)
        {
            TearingWriter.ObeyUntilKilled(torn);
            Environment.Exit(0);
        }
    }

    public static EndorsementTrust Trust { get; } = new([new TdxTee(VerifiedCache.None)], [Scene.LongLived().RootSpkiSha256]);

    public static EndorsementCache Open(string folder) => new(folder, Trust, new(), TimeProvider.System);

    public static ImmutableArray<EndorsementRequest> RequestsOf(SimulatedTdxMachine machine) =>
        Trust.Tees[0].PlanEndorsements(machine.Evidence, Trust.RootsUnsafe);

    private static void WriteUntilKilled(string folder)
    {
        EndorsementCache cache = Open(folder);
        int number = cache.ReadAll() is [_, ..] all ? all.Max(each => (int)each.Verdict.Number!.Value) : 0;
        JudgedEndorsement[] ahead = [];
        for (int at = 0; ; at++)
        {
            // Documents are made some ahead, so that a kill falls among the writes.
            if (at == ahead.Length)
            {
                ahead = [.. Enumerable.Range(number + 1, Ahead).SelectMany(Documents)];
                number += Ahead;
                at = 0;
            }

            CacheOutcome outcome = cache.KeepAsync(ahead[at], CancellationToken.None).AsTask().GetAwaiter().GetResult();
            Console.Out.Write(string.Create(CultureInfo.InvariantCulture, $"{outcome} {ahead[at].Verdict.Number} {ahead[at].Name}\n"));
            Console.Out.Flush();
        }
    }

    /// <summary>What the service would hand out at that number, in the order of the plan.</summary>
    public static IEnumerable<JudgedEndorsement> Documents(int number)
    {
        SimulatedTdxMachine machine = Scene.LongLived(number);
        foreach (EndorsementRequest request in RequestsOf(machine))
        {
            ImmutableArray<Endorsement> pieces = FakeSource.PiecesOf(request, machine, TimeProvider.System.GetUtcNow());
            yield return JudgedEndorsement.TryJudge(Trust, request.Name, pieces, new(), out JudgedEndorsement? judged, out string? wrong)
                ? judged
                : throw new InvalidOperationException(wrong);
        }
    }
}
