// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Bindings;
using Attestation.Documents;
using Attestation.Statements;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.Catalog;

/// <summary>The bindings and records of a bundle that are proven leaves, found by key and by leaf: a bundle of many costs no product of many.</summary>
/// <param name="appraisal">The bundle, with what was proven of it.</param>
internal sealed class ProvenBindings(BundleAppraisal appraisal)
{
    private ILookup<string, (ProvenStatement Proven, SvidBinding Binding)>? byKey;
    private ILookup<(int, ulong), SvidBinding>? byLeaf;
    private ILookup<(int, ulong), string>? recorded;
    private HashSet<string>? claimed;

    /// <summary>Every binding; a leaf that the bundle has twice is one.</summary>
    public ImmutableArray<(ProvenStatement Proven, SvidBinding Binding)> All { get; } =
        [.. appraisal.StatementsOf(PredicateTypes.SvidBinding).DistinctBy(each => (each.Log, each.Leaf)).Select(each => (each, SvidBinding.Of(each.Statement)))];

    /// <summary>Every record of a certificate.</summary>
    public ImmutableArray<(ProvenStatement Proven, SvidIssued Issued)> Records { get; } =
        [.. appraisal.StatementsOf(PredicateTypes.SvidIssued).Select(each => (each, SvidIssued.Of(each.Statement)))];

    /// <summary>The bindings of a key.</summary>
    public IEnumerable<BoundKey> Of(BindingSubject subject) => OfKey(subject).Select(each => new BoundKey(subject, each.Proven, each.Binding));

    /// <summary>How many there are.</summary>
    public int CountOf(BindingSubject subject) => OfKey(subject).Count();

    /// <summary>The binding at a leaf; null where something else or nothing is.</summary>
    public SvidBinding? At(int log, ulong leaf) =>
        (byLeaf ??= All.ToLookup(each => (each.Proven.Log, (ulong)each.Proven.Leaf), each => each.Binding))[(log, leaf)].FirstOrDefault();

    /// <summary>True where a certificate was recorded for the binding: any, or this one.</summary>
    public bool HasRecords(BoundKey bound, Certificate? certificate = null)
    {
        recorded ??= Records.ToLookup(each => (each.Proven.Log, each.Issued.BindingLeaf), each => Hex.Of(each.Issued.Certificate.Span));
        IEnumerable<string> its = recorded[(bound.Proven.Log, (ulong)bound.Proven.Leaf)];
        return certificate is null ? its.Any() : its.Contains(Hex.Of(certificate.Sha256));
    }

    /// <summary>True for a binding of the key by its own word alone: it is no leaf of a log that holds.</summary>
    public bool IsClaimed(BindingSubject subject) => (claimed ??= [.. Claimed()]).Contains(Hex.Of(subject.Spki.Span));

    private IEnumerable<(ProvenStatement Proven, SvidBinding Binding)> OfKey(BindingSubject subject) =>
        (byKey ??= All.ToLookup(each => Hex.Of(each.Binding.Spki.Span), StringComparer.Ordinal))[Hex.Of(subject.Spki.Span)];

    private IEnumerable<string> Claimed()
    {
        foreach (BundledStatement each in appraisal.Bundle.Statements)
        {
            if (Statement.TryParse(each.Bytes, out Statement? statement, out _) && statement.Type == PredicateTypes.SvidBinding)
            {
                yield return Hex.Of(SvidBinding.Of(statement).Spki.Span);
            }
        }
    }
}
