// SPDX-License-Identifier: Apache-2.0

using Attestation.Tdx.Simulator;
using Attestation.TestKit;

namespace Attestation.Tdx.Tests.Verify;

/// <summary>The platform is on the deny list.</summary>
public sealed class PlatformRuleTests
{
    private static readonly ReadOnlyMemory<byte> One = Of(1);
    private static readonly ReadOnlyMemory<byte> Two = Of(2);
    private static readonly ReadOnlyMemory<byte> Three = Of(3);

    [Fact]
    [Rule("TDX-PLT-01", Outcome.Fail)]
    public void A_denied_platform_instance_is_refused() =>
        Verdict.Refuses(Denying(With(One, Two), Three, One), TdxRules.Platform, "platform-denied", "got PIID 0101");

    [Fact]
    [Rule("TDX-PLT-01", Outcome.Fail)]
    public void A_denied_ppid_is_refused() =>
        Verdict.Refuses(Denying(With(One, Two), Two), TdxRules.Platform, "platform-denied");

    [Fact]
    [Rule("TDX-PLT-01", Outcome.Fail)]
    public void A_platform_without_an_instance_id_is_refused_by_its_ppid() =>
        Verdict.Refuses(
            Denying(Simulated.Machine(machine => machine.WithProcessorCa() with { Platform = machine.WithProcessorCa().Platform with { Ppid = Two } }), Two),
            TdxRules.Platform,
            "got PPID 0202");

    [Fact]
    [Rule("TDX-PLT-01", Outcome.Fail)]
    public void A_digest_of_an_encrypted_ppid_cannot_be_compared_and_is_not_passed_over() =>
        Verdict.Refuses(Denying(With(One, Two), new byte[32]), TdxRules.Platform, "deny by PIID");

    [Fact]
    public void Another_platform_passes() =>
        Verdict.Passes(Denying(With(One, Two), Three));

    private static SimulatedTdxMachine With(ReadOnlyMemory<byte> piid, ReadOnlyMemory<byte> ppid) => Simulated.Machine(
        machine => machine with { Platform = machine.Platform with { PlatformInstanceId = piid, Ppid = ppid } });

    private static AttestationResult Denying(SimulatedTdxMachine machine, params ReadOnlyMemory<byte>[] denied) =>
        machine.AppraiseUnder(tdx => tdx with { DenyPlatforms = [.. denied] });

    private static byte[] Of(byte value) => [.. Enumerable.Repeat(value, 16)];
}
