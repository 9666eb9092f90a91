// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Planning;
using Attestation.Tdx.Simulator;

namespace Attestation.Endorsing.Tests;

/// <summary>A service that answers with something else than it was asked for.</summary>
internal sealed class FaultySource(Scene scene, string fault) : IEndorsementSource
{
    public ValueTask<ImmutableArray<Endorsement>> FetchAsync(EndorsementRequest request, bool isRenewal, CancellationToken cancellationToken)
    {
        ImmutableArray<Endorsement> honest = FakeSource.PiecesOf(request, scene.Machine, scene.Clock.GetUtcNow());
        byte[] document = honest[0].Bytes.ToArray();
        ImmutableArray<Endorsement> answer = fault switch
        {
            "swapped" => [With(honest[0], Other("intel/tdx/qe-identity", ".json")), honest[1]],
            "other platform" => [With(honest[0], OtherPlatform()), honest[1]],
            "wrong issuer" => FakeSource.PiecesOf(request, SimulatedTdxMachine.Create(SimulatedTdxOptions.At(Scene.Now) with { Seed = "impostor" }), Scene.Now),
            "broken signature" => [With(honest[0], Flip(document)), honest[1]],
            "torn" => [With(honest[0], document.AsMemory(0, document.Length / 2)), honest[1]],
            _ => throw new ArgumentOutOfRangeException(nameof(request), fault, "want a fault"),
        };
        return ValueTask.FromResult(answer);
    }

    private static Endorsement With(Endorsement honest, ReadOnlyMemory<byte> bytes) =>
        new(honest.Name, honest.Suffix, bytes) { RetrievedAt = honest.RetrievedAt, Source = honest.Source };

    // A digit inside the signed part: the JSON stays well-formed.
    private static byte[] Flip(byte[] document)
    {
        int at = document.AsSpan().IndexOf("\"pcesvn\":"u8) + "\"pcesvn\":".Length;
        document[at] = document[at] == (byte)'9' ? (byte)'8' : (byte)'9';
        return document;
    }

    private ReadOnlyMemory<byte> Other(string name, string suffix) => scene.Machine.Endorsements.TryGet(name, suffix, out Endorsement? other) ? other.Bytes : default;

    private ReadOnlyMemory<byte> OtherPlatform()
    {
        SimulatedTdxOptions options = scene.Machine.Options;
        SimulatedTdxMachine other = SimulatedTdxMachine.Create(
            options with { Pcs = options.Pcs with { TcbInfo = options.Pcs.TcbInfo with { Fmspc = "00906ed50000" } } }, scene.Machine.Pki);
        return other.Endorsements.All.Single(each => each.Name.Contains("tcb-info", StringComparison.Ordinal)).Bytes;
    }
}
