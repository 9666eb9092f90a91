// SPDX-License-Identifier: Apache-2.0

using Attestation.Policies;
using Attestation.TestKit.Toy;

namespace Attestation.Laws.Tees;

/// <summary>The laws hold for a TEE without fault, and each catches the fault that it is there for.</summary>
public sealed class ToyLaws : TeeLaws
{
    private const ulong Payload = 0x0123_4567_89AB_CD2A;

    [Fact]
    public void An_unauthenticated_byte_is_caught() =>
        Assert.Equal(8, TeeLaw.FlippedEvidence(Of(ToyFault.IgnoresAByte)).Count(found => found.Contains(", warm: ", StringComparison.Ordinal)));

    [Fact]
    public void A_signature_that_only_warns_is_caught() => Assert.NotEmpty(TeeLaw.FlippedEvidence(Of(ToyFault.WarnsOnly)));

    [Fact]
    public void An_exception_is_caught() =>
        Assert.Contains(TeeLaw.FlippedEvidence(Of(ToyFault.Throws)), found => found.Contains("throws FormatException", StringComparison.Ordinal));

    [Fact]
    public void A_cache_that_remembers_too_much_is_caught()
    {
        string[] found = [.. TeeLaw.FlippedEvidence(Of(ToyFault.RemembersThePayload))];

        Assert.NotEmpty(found);
        Assert.All(found, violation => Assert.Contains("warm", violation, StringComparison.Ordinal));
    }

    [Fact]
    public void A_truncation_that_passes_is_caught() => Assert.NotEmpty(TeeLaw.TruncatedEvidence(Of(ToyFault.PadsTheReport)));

    [Fact]
    public void A_truncation_that_fails_for_another_reason_is_caught() => Assert.NotEmpty(TeeLaw.TruncatedEvidence(Of(ToyFault.MisjudgesTruncation)));

    [Fact]
    public void Dates_that_nobody_looks_at_are_caught() => Assert.NotEmpty(TeeLaw.OutsideValidity(Of(ToyFault.IgnoresDates)));

    [Fact]
    public void Boundaries_that_are_not_those_of_the_case_are_caught() =>
        Assert.NotEmpty(TeeLaw.Genuine(Of(ToyFault.None) with { EarliestEnd = ToyTee.NotAfter.AddDays(1) }));

    [Fact]
    public void An_endorsement_that_may_be_missing_is_caught() => Assert.NotEmpty(TeeLaw.WithoutEndorsement(Of(ToyFault.IgnoresAbsence)));

    [Fact]
    public void An_endorsement_that_nobody_checks_is_caught() => Assert.NotEmpty(TeeLaw.FlippedEndorsements(Of(ToyFault.PinsNothing)));

    [Fact]
    public void An_endorsement_that_is_used_in_secret_is_caught() => Assert.NotEmpty(TeeLaw.Genuine(Of(ToyFault.HidesItsUse)));

    [Fact]
    public void An_appraisal_that_differs_from_time_to_time_is_caught() => Assert.NotEmpty(TeeLaw.Deterministic(Of(ToyFault.IsFickle)));

    internal override IEnumerable<TeeLawCase> Cases() => [Of(ToyFault.None)];

    private static TeeLawCase Of(ToyFault fault) =>
        new(
            $"toy {fault}",
            () => new ToyTee(fault),
            () => new ToyTee(fault),
            new ToyTee().Report(Payload),
            new Endorsements(ToyTee.Key()),
            new AppraisalPolicy { ExpectedReportData = new ExpectedReportData.AnyUnsafe(), ClockSkew = TimeSpan.Zero },
            ToyTee.NotBefore.AddDays(1))
        {
            LatestStart = ToyTee.NotBefore,
            EarliestEnd = ToyTee.NotAfter,
        };
}
