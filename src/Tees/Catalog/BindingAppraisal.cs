// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Appraisal;
using Attestation.Bindings;
using Attestation.Statements;
using Attestation.X509;

namespace Attestation.Catalog;

/// <summary>The rules that link keys to programs (BND-01 to BND-06): each key that is asked for, each binding, each record of a certificate.</summary>
/// <param name="run">Takes the checks.</param>
/// <param name="appraisal">The bundle, with what was proven of it.</param>
/// <param name="ed25519">Checks requests of Ed25519 keys.</param>
internal sealed class BindingAppraisal(AppraisalRun run, BundleAppraisal appraisal, IEd25519 ed25519)
{
    /// <summary>Retries and neighbours' bindings of one key are few; more only cost time.</summary>
    private const int MostBindings = 64;

    private readonly ProvenBindings bindings = new(appraisal);
    private readonly BindingPolicyMatch policy = new(appraisal.Policy.Binding);

    /// <summary>Every rule; what was not asked for, and what rests on something that failed, is not evaluated.</summary>
    public void Appraise()
    {
        string? broken = appraisal.FirstFailed(run) is { } failed ? $"needs {failed.Id}" : null;
        AppraisePresence();
        ImmutableArray<BoundKey> bound = [.. appraisal.Subjects.SelectMany(each => bindings.Of(each).Take(MostBindings))];
        if (broken is null)
        {
            AppraiseKeys();
            AppraiseNames(bound);
            AppraisePrograms(bound);
            AppraiseRecords(bound);
        }

        Finish(broken);
    }

    // Whether there is a binding can be seen whatever else is wrong.
    private void AppraisePresence()
    {
        foreach (BindingSubject subject in appraisal.Subjects.Where(each => bindings.CountOf(each) == 0))
        {
            run.Add(bindings.IsClaimed(subject)
                ? Check.Fail(BindingRules.Key, $"the binding of the {subject} is no proven leaf")
                : Unbound($"not-hardware-rooted: the bundle has no binding of the {subject}"));
        }

        if (appraisal.Subjects.IsEmpty && bindings.All.IsEmpty && appraisal.Policy.Binding.AsksAnything)
        {
            run.Add(Unbound("not-hardware-rooted: the policy asks for a binding, and the bundle has none"));
        }
    }

    private void AppraiseKeys()
    {
        foreach (BindingSubject subject in appraisal.Subjects.Where(each => bindings.CountOf(each) > 0))
        {
            string leaves = string.Join(", ", bindings.Of(subject).Take(MostBindings).Select(each => each.Proven.Leaf));
            run.Add(KeyProblem(subject) is { } problem ? Check.Fail(BindingRules.Key, problem) : Check.Pass(BindingRules.Key, $"leaf {leaves} binds the key"));
            run.Add(Check.Pass(BindingRules.Bound));
        }
    }

    private string? KeyProblem(BindingSubject subject) =>
        subject.Request is { } request && !request.IsSignedByItsKey(ed25519) ? $"the {subject} is not signed by its key"
        : bindings.CountOf(subject) > MostBindings ? $"the {subject} has {bindings.CountOf(subject)} bindings, at most {MostBindings}"
        : null;

    private void AppraiseNames(ImmutableArray<BoundKey> bound)
    {
        foreach (BoundKey each in bound)
        {
            run.Add(BindingNameMatch.Appraise(each.Subject, each.Binding));
            appraisal.Add(each);
        }
    }

    // Where keys are asked for, other keys' bindings are neighbours; where none is, every binding is what the bundle is about.
    private void AppraisePrograms(ImmutableArray<BoundKey> bound)
    {
        IEnumerable<SvidBinding> judged = appraisal.Subjects.IsEmpty ? bindings.All.Select(each => each.Binding) : bound.Select(each => each.Binding).Distinct();
        foreach (SvidBinding each in judged)
        {
            run.Add(policy.Appraise(each));
        }
    }

    private void AppraiseRecords(ImmutableArray<BoundKey> bound)
    {
        foreach ((ProvenStatement proven, SvidIssued issued) in bindings.Records)
        {
            run.Add(IssuedMatch.Appraise(issued, proven.Leaf, bindings.At(proven.Log, issued.BindingLeaf), CertificateOf(issued)));
        }

        foreach (BoundKey each in bound)
        {
            if (each.Subject.Certificate is { } certificate && bindings.HasRecords(each) && !bindings.HasRecords(each, certificate))
            {
                run.Add(IssuedMatch.Unrecorded(certificate, each.Proven.Leaf));
            }
        }
    }

    private void Finish(string? broken)
    {
        string none = broken ?? (appraisal.Subjects.IsEmpty ? "no certificate, request or key is given" : $"needs {BindingRules.Bound.Id}");
        foreach (Rule rule in BindingRules.All.Where(rule => !run.Reached(rule)))
        {
            run.Add(Check.NotEvaluated(rule, rule == BindingRules.Issued && broken is null && bindings.Records.IsEmpty ? "the bundle has no svid-issued/v1" : none));
        }
    }

    private Certificate? CertificateOf(SvidIssued issued) =>
        appraisal.Subjects.Select(each => each.Certificate).FirstOrDefault(each => each is not null && each.Sha256.SequenceEqual(issued.Certificate.Span));

    private Check Unbound(string because) => Check.Waivable(BindingRules.Bound, holds: false, appraisal.Policy.Binding.UnboundUnsafe, because);
}
