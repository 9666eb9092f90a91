// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Laws.Tees;

/// <summary>What every TEE obeys. A TEE takes part by a class that derives from this one and gives its cases.</summary>
public abstract class TeeLaws
{
    [Fact]
    public void Genuine_evidence_passes_and_names_each_endorsement_it_used() => Hold(TeeLaw.Genuine);

    [Fact]
    public void Appraisal_of_the_same_input_gives_the_same_checks() => Hold(TeeLaw.Deterministic);

    [Fact]
    public void No_flipped_bit_of_the_evidence_passes() => Hold(TeeLaw.FlippedEvidence);

    [Fact]
    public void Every_truncation_of_the_evidence_fails_as_not_authentic() => Hold(TeeLaw.TruncatedEvidence);

    [Fact]
    public void Nothing_passes_outside_a_validity() => Hold(TeeLaw.OutsideValidity);

    [Fact]
    public void Nothing_passes_without_an_endorsement_that_it_uses() => Hold(TeeLaw.WithoutEndorsement);

    [Fact]
    public void No_flipped_bit_of_an_endorsement_passes() => Hold(TeeLaw.FlippedEndorsements);

    /// <summary>At least one; a source that needs vectors skips the running test where they are absent.</summary>
    internal abstract IEnumerable<TeeLawCase> Cases();

    private void Hold(Func<TeeLawCase, IEnumerable<string>> law)
    {
        TeeLawCase[] cases = [.. Cases()];
        Assert.NotEmpty(cases);
        Law.Holds(cases.SelectMany(law));
    }
}
