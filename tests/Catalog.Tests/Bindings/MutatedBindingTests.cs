// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.Bindings;
using Attestation.Documents;
using Attestation.Statements;
using Attestation.TestKit;
using CsCheck;

namespace Attestation.Catalog.Tests.Bindings;

/// <summary>Whatever stands in a bundle about bound keys, it is judged and nothing is thrown.</summary>
public sealed class MutatedBindingTests
{
    private static readonly BindingMachine Machine = BindingMachine.Tdx;

    private static readonly MutatedInput Mutated = new(
        "bundle of a bound key",
        1_000,
        [ProofBundleWriter.Write(new BoundNode(Machine).Bundle())],
        [.. new[] { "{", "}", "[", "]", ",", "\"", "null", "0", "AAAA", "\"subjects\":{},", "\"certificates\":[],", "{}" }.Select(Encoding.UTF8.GetBytes)],
        Judge);

    [Fact]
    public void Mutated_bundles_of_bound_keys_are_judged_without_an_exception() => Mutated.Run();

    [Fact]
    public void Whatever_an_agent_says_that_a_statement_may_say_is_judged() => Gen.Select(
        Gen.Int[0, 2], Gen.Bool, Gen.Bool, Gen.ULong, Gen.String, Gen.OneOf<string>(Svid.Id, "spiffe://a/b", "a")).Sample(
        (purpose, isDapr, isListed, leaf, text, id) => Judge(ProofBundleWriter.Write(new BoundNode(Machine)
        {
            Binding = each => each with { Purpose = SvidBinding.Purposes[purpose], Namespace = isDapr ? Cut(text) : null, AppId = isDapr ? "a" : null, NotInPolicy = !isListed, SpiffeId = id },
            Record = each => each with { BindingLeaf = leaf, SpiffeId = id },
        }.Bundle())),
        iter: 100);

    private static void Judge(byte[] bytes)
    {
        if (new ProofBundleReader(TeeCatalog.Default.Tees).TryRead(bytes, out ProofBundle? bundle, out _))
        {
            AttestationResult result = bundle.Appraise(Machine, question: new() { Subjects = [BindingSubject.OfSpki(new byte[32])] });
            Assert.False(result.TryGetClaims(out _));
            Assert.Contains(result.Checks, check => check.Rule == BindingRules.Bound);
        }
    }

    // No lone surrogates, no control characters: those no statement may have.
    private static string Cut(string text) => new([.. text.Where(each => each is > ' ' and < '\ud800').Take(100)]);
}
