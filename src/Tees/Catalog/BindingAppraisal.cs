// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Appraisal;
using Attestation.Bindings;
using Attestation.Documents;
using Attestation.Statements;
using Attestation.X509;

namespace Attestation.Catalog;

/// <summary>The rules that link keys to programs (BND-01 to BND-06): each key that is asked for, each binding, each record of a certificate.</summary>
/// <param name="run">Takes the checks.</param>
/// <param name="appraisal">The bundle, with what was proven of it.</param>
/// <param name="ed25519">Checks requests of Ed25519 keys.</param>
internal sealed class BindingAppraisal(AppraisalRun run, BundleAppraisal appraisal, IEd25519 ed25519)
{
    private readonly ImmutableArray<(ProvenStatement Proven, SvidBinding Binding)> bindings =
        [.. appraisal.StatementsOf(PredicateTypes.SvidBinding).Select(each => (each, SvidBinding.Of(each.Statement)))];

    private readonly ImmutableArray<(ProvenStatement Proven, SvidIssued Issued)> records =
        [.. appraisal.StatementsOf(PredicateTypes.SvidIssued).Select(each => (each, SvidIssued.Of(each.Statement)))];

    private readonly BindingPolicyMatch policy = new(appraisal.Policy.Binding);

    /// <summary>Every rule; what was not asked for, and what rests on something that failed, is not evaluated.</summary>
    public void Appraise()
    {
        string? broken = appraisal.FirstFailed(run) is { } failed ? $"needs {failed.Id}" : null;
        AppraisePresence();
        ImmutableArray<BoundKey> bound = [.. appraisal.Subjects.SelectMany(BoundKeys)];
        if (broken is null)
        {
            AppraiseKeys(bound);
            AppraisePrograms(bound);
            AppraiseRecords(bound);
        }

        Finish(broken);
    }

    // Whether there is a binding can be seen whatever else is wrong.
    private void AppraisePresence()
    {
        foreach (BindingSubject subject in appraisal.Subjects.Where(each => !BoundKeys(each).Any()))
        {
            if (IsClaimed(subject))
            {
                Add(Check.Fail(BindingRules.Key, $"the binding of the {subject} is no proven leaf"));
            }
            else
            {
                Add(Unbound($"not-hardware-rooted: the bundle has no binding of the {subject}"));
            }
        }

        if (appraisal.Subjects.IsEmpty && bindings.IsEmpty && appraisal.Policy.Binding.AsksAnything)
        {
            Add(Unbound("not-hardware-rooted: the policy asks for a binding, and the bundle has none"));
        }
    }

    private void AppraiseKeys(ImmutableArray<BoundKey> bound)
    {
        foreach (BoundKey each in bound)
        {
            bool isSigned = each.Subject.Request is not { } request || request.IsSignedByItsKey(ed25519);
            Add(Check.Require(
                BindingRules.Key, isSigned, $"leaf {each.Proven.Leaf} binds the key ({each.Binding.Purpose})", because: $"the {each.Subject} is not signed by its key"));
            Add(BindingNameMatch.Appraise(each.Subject, each.Binding));
            Add(Check.Pass(BindingRules.Bound));
            appraisal.Add(each);
        }
    }

    // Where keys are asked for, other keys' bindings are neighbours; where none is, every binding is what the bundle is about.
    private void AppraisePrograms(ImmutableArray<BoundKey> bound)
    {
        IEnumerable<SvidBinding> judged = appraisal.Subjects.IsEmpty ? bindings.Select(each => each.Binding) : bound.Select(each => each.Binding).Distinct();
        foreach (Check check in judged.SelectMany(each => policy.Appraise(each)))
        {
            Add(check);
        }
    }

    private void AppraiseRecords(ImmutableArray<BoundKey> bound)
    {
        foreach ((ProvenStatement proven, SvidIssued issued) in records)
        {
            Certificate? certificate = appraisal.Subjects.Select(each => each.Certificate).FirstOrDefault(each => each is not null && IsOf(issued, each));
            Add(IssuedMatch.Appraise(issued, proven.Leaf, BindingAt(proven.Log, issued.BindingLeaf), certificate));
        }

        foreach (BoundKey each in bound)
        {
            if (each.Subject.Certificate is { } certificate && RecordsOf(each).ToImmutableArray() is { IsEmpty: false } its && !its.Any(record => IsOf(record, certificate)))
            {
                Add(IssuedMatch.Unrecorded(certificate, each.Proven.Leaf));
            }
        }
    }

    private void Finish(string? broken)
    {
        string none = broken ?? (appraisal.Subjects.IsEmpty ? "no certificate, request or key is given" : $"needs {BindingRules.Bound.Id}");
        foreach (Rule rule in BindingRules.All.Where(rule => !run.Reached(rule)))
        {
            run.Add(Check.NotEvaluated(rule, rule == BindingRules.Issued && broken is null && records.IsEmpty ? "the bundle has no svid-issued/v1" : none));
        }
    }

    private IEnumerable<BoundKey> BoundKeys(BindingSubject subject) =>
        from each in bindings
        where each.Binding.Spki.Span.SequenceEqual(subject.Spki.Span)
        select new BoundKey(subject, each.Proven, each.Binding);

    // A binding of the key by its own word: it is no leaf, or not well-formed enough to be one.
    private bool IsClaimed(BindingSubject subject) => appraisal.Bundle.Statements.Any((BundledStatement each) =>
        Statement.TryParse(each.Bytes, out Statement? statement, out _)
        && statement.Type == PredicateTypes.SvidBinding
        && SvidBinding.Of(statement).Spki.Span.SequenceEqual(subject.Spki.Span));

    private SvidBinding? BindingAt(int log, ulong leaf) =>
        bindings.Where(each => each.Proven.Log == log && (ulong)each.Proven.Leaf == leaf).Select(each => each.Binding).FirstOrDefault();

    private IEnumerable<SvidIssued> RecordsOf(BoundKey bound) =>
        records.Where(each => each.Proven.Log == bound.Proven.Log && each.Issued.BindingLeaf == (ulong)bound.Proven.Leaf).Select(each => each.Issued);

    private static bool IsOf(SvidIssued issued, Certificate certificate) => certificate.Sha256.SequenceEqual(issued.Certificate.Span);

    private Check Unbound(string because) => Check.Waivable(BindingRules.Bound, holds: false, appraisal.Policy.Binding.UnboundUnsafe, because);

    private void Add(Check check) => run.Add(check);
}
