// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Machine.Simulator;
using Fault = Attestation.Machine.Simulator.Fault<Attestation.Tdx.Simulator.SimulatedTdxOptions>;

namespace Attestation.Tdx.Simulator.Faults;

/// <summary>Faults that both signed JSON documents can have, TCB info and QE identity.</summary>
public static class DocumentFault
{
    /// <summary>All of them, for both documents.</summary>
    public static ImmutableArray<Fault> All { get; } = [.. FaultsOf(PcsDocument.TcbInfo), .. FaultsOf(PcsDocument.QeIdentity)];

    /// <summary>There is none.</summary>
    public static Fault Missing(PcsDocument document) => new(
        $"{NameOf(document)}-missing",
        $"there is no {NameOf(document)}",
        machine => machine with { Pcs = machine.Pcs with { Withheld = machine.Pcs.Withheld.Add(document) } });

    /// <summary>One bit of its signature is flipped.</summary>
    /// <param name="document"><see cref="PcsDocument.TcbInfo"/> or <see cref="PcsDocument.QeIdentity"/>, here and below.</param>
    public static Fault Signature(PcsDocument document) => Written(
        document, "signature", "has a flipped bit in its signature", form => form with { SignedBy = SignedBy.RightKeyThenCorrupted });

    /// <summary>Another key signed it.</summary>
    public static Fault SignatureByStranger(PcsDocument document) => Written(
        document, "signature-stranger", "is signed by another key", form => form with { SignedBy = SignedBy.Stranger });

    /// <summary>A blank was added after it was signed.</summary>
    public static Fault Spaced(PcsDocument document) => Written(
        document, "spaced", "got a blank after it was signed", form => form with { IsSpacedAfterSigning = true });

    /// <summary>It has a member twice, and is signed like that.</summary>
    public static Fault DuplicateMember(PcsDocument document) => Written(
        document, "duplicate-member", "has the member version twice", form => form with { FirstMembers = "\"version\":1," });

    /// <summary>It has a text that is no Unicode, and is signed like that.</summary>
    public static Fault LoneSurrogate(PcsDocument document) => Written(
        document, "lone-surrogate", "has a lone surrogate", form => form with { FirstMembers = "\"note\":\"\\ud800\"," });

    /// <summary>It expired one second ago.</summary>
    public static Fault Expired(PcsDocument document) => Of(
        document,
        "expired",
        "expired one second ago",
        (info, now) => info with { NextUpdate = now.AddSeconds(-1) },
        (identity, now) => identity with { NextUpdate = now.AddSeconds(-1) });

    /// <summary>It was issued in an hour from now.</summary>
    public static Fault FromTheFuture(PcsDocument document) => Of(
        document,
        "future",
        "was issued in an hour from now",
        (info, now) => info with { IssueDate = now.AddHours(1) },
        (identity, now) => identity with { IssueDate = now.AddHours(1) });

    /// <summary>It is SGX's.</summary>
    public static Fault Id(PcsDocument document) => Of(
        document, "id", "is SGX's", (info, _) => info with { Id = "SGX" }, (identity, _) => identity with { Id = "QE" });

    /// <summary>It is of the version after the known one.</summary>
    public static Fault Version(PcsDocument document) => Of(
        document,
        "version",
        "is of an unknown version",
        (info, _) => info with { Version = info.Version + 1 },
        (identity, _) => identity with { Version = identity.Version + 1 });

    /// <summary>Its first level has a status that does not exist.</summary>
    public static Fault UnknownStatus(PcsDocument document) => new(
        $"{NameOf(document)}-unknown-status",
        $"{NameOf(document)} has a level of status Bogus",
        machine => document == PcsDocument.TcbInfo ? machine.WithPlatformStatus("Bogus") : machine.WithQeStatus("Bogus"));

    internal static string NameOf(PcsDocument document) => document switch
    {
        PcsDocument.TcbInfo => "tcb-info",
        PcsDocument.QeIdentity => "qe-identity",
        PcsDocument.SigningChain => "tcb-signing-chain",
        PcsDocument.PckCrl => "pck-crl",
        _ => "root-ca-crl",
    };

    private static IEnumerable<Fault> FaultsOf(PcsDocument document) =>
    [
        Missing(document), Signature(document), SignatureByStranger(document), Spaced(document), DuplicateMember(document),
        LoneSurrogate(document), Expired(document), FromTheFuture(document), Id(document), Version(document), UnknownStatus(document),
    ];

    private static Fault Written(
        PcsDocument document, string name, string says, Func<SignedDocumentOptions, SignedDocumentOptions> change) => Of(
        document,
        name,
        says,
        (info, _) => info with { Document = change(info.Document) },
        (identity, _) => identity with { Document = change(identity.Document) });

    private static Fault Of(
        PcsDocument document,
        string name,
        string says,
        Func<TcbInfoOptions, DateTimeOffset, TcbInfoOptions> info,
        Func<QeIdentityOptions, DateTimeOffset, QeIdentityOptions> identity) => new(
        $"{NameOf(document)}-{name}",
        $"{NameOf(document)} {says}",
        machine => document == PcsDocument.TcbInfo
            ? machine.WithTcbInfo(each => info(each, machine.Now))
            : machine.WithQeIdentity(each => identity(each, machine.Now)));
}
