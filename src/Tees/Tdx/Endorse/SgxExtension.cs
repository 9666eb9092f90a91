// SPDX-License-Identifier: Apache-2.0

using Attestation.Wire;
using Attestation.X509;

namespace Attestation.Tdx.Endorse;

/// <summary>What Intel says of a platform inside its PCK certificate.</summary>
/// <remarks>
/// Intel SGX PCK Certificate and CRL Profile Specification, rev. 1.5, section 1.3.5. SEQUENCE of SEQUENCE { OID, value } in any order,
/// each OID once; .1 to .5 are mandatory, .6 and .7 stand in leaves of the Platform CA. The component SVNs are the TCB values, not CPUSVN.
/// </remarks>
public sealed class SgxExtension
{
    private const string Structure = "SGX extension";
    private const int Components = 16;
    private readonly byte[] components = new byte[Components];

    private SgxExtension()
    {
    }

    /// <summary>Platform provisioning id, 16 bytes.</summary>
    public ReadOnlyMemory<byte> Ppid { get; private set; }

    /// <summary>16 SGX component SVNs.</summary>
    public ReadOnlyMemory<byte> ComponentSvns => components;

    /// <summary>SVN of the provisioning certification enclave.</summary>
    public int PceSvn { get; private set; }

    /// <summary>CPUSVN, 16 bytes; opaque.</summary>
    public ReadOnlyMemory<byte> CpuSvn { get; private set; }

    /// <summary>2 bytes.</summary>
    public ReadOnlyMemory<byte> PceId { get; private set; }

    /// <summary>6 bytes.</summary>
    public ReadOnlyMemory<byte> Fmspc { get; private set; }

    /// <summary>0 standard, 1 scalable, 2 scalable with integrity.</summary>
    public int SgxType { get; private set; }

    /// <summary>16 bytes; null in leaves of the Processor CA.</summary>
    public ReadOnlyMemory<byte>? PlatformInstanceId { get; private set; }

    /// <summary>SMT is enabled; null where the certificate does not say.</summary>
    public bool? SmtEnabled { get; private set; }

    /// <summary>What Intel says of the platform in its PCK certificate.</summary>
    /// <param name="leaf">The certificate.</param>
    /// <param name="malformed">The first thing that is wrong, or null.</param>
    /// <returns>The extension, or null where it is absent or malformed.</returns>
    public static SgxExtension? Of(Certificate leaf, out Malformed? malformed)
    {
        malformed = new(Structure, "1.2.840.113741.1.13.1", "is absent from the PCK certificate");
        return leaf.TryFind(SgxOids.Extension, out CertificateExtension extension) ? Read(extension.Value, out malformed) : null;
    }

    /// <summary>Reads the extension's value.</summary>
    /// <param name="value">Content of the extension's OCTET STRING.</param>
    /// <param name="malformed">The first thing that is wrong, or null.</param>
    /// <returns>The extension, or null.</returns>
    public static SgxExtension? Read(ReadOnlyMemory<byte> value, out Malformed? malformed)
    {
        SgxExtension read = new();
        DerReader der = new(value, Structure);
        uint seen = read.Members(ref der, SgxOids.Extension, 1, SgxOids.Configuration, "extension");
        der.Finish("extension");
        for (byte arc = SgxOids.Ppid; arc <= SgxOids.SgxType; arc++)
        {
            if ((seen >> arc & 1) == 0)
            {
                der.Fail($".{arc}", "is absent");
            }
        }

        malformed = der.Fault;
        return malformed is null ? read : null;
    }

    // A SEQUENCE of { OID, value }; returns a bit for each arc that was seen.
    private uint Members(ref DerReader der, ReadOnlySpan<byte> parent, int level, byte lastArc, string field)
    {
        uint seen = 0;
        int list = der.Enter(DerTag.Sequence, field);
        while (!der.AtEnd)
        {
            int member = der.Enter(DerTag.Sequence, field);
            ReadOnlySpan<byte> oid = der.Oid(field).Span;
            byte arc = SgxOids.ArcBelow(parent, oid);
            if (arc == 0 || arc > lastArc || (seen >> arc & 1) != 0)
            {
                der.Fail(field, $"OID {Hex.Of(oid)} is unknown or stands twice");
                break;
            }

            seen |= 1u << arc;
            Value(ref der, oid, level, arc, $"{field}.{arc}");
            der.Leave(member, field);
        }

        der.Leave(list, field);
        return seen;
    }

    private void Value(ref DerReader der, ReadOnlySpan<byte> oid, int level, byte arc, string field)
    {
        if (level == 1)
        {
            Top(ref der, oid, arc, field);
        }
        else if (oid[^2] == SgxOids.Tcb)
        {
            TcbValue(ref der, arc, field);
        }
        else
        {
            bool value = der.Flag(field);
            SmtEnabled = arc == SgxOids.LastConfiguration ? value : SmtEnabled;
        }
    }

    private void Top(ref DerReader der, ReadOnlySpan<byte> oid, byte arc, string field)
    {
        switch (arc)
        {
            case SgxOids.Ppid:
                Ppid = Octets(ref der, 16, field);
                break;
            case SgxOids.Tcb:
                const uint All = (1u << SgxOids.CpuSvn + 1) - 2;
                if (Members(ref der, oid, 2, SgxOids.CpuSvn, field) != All)
                {
                    der.Fail(field, "want all of .1 to .18");
                }

                break;
            case SgxOids.PceId:
                PceId = Octets(ref der, 2, field);
                break;
            case SgxOids.Fmspc:
                Fmspc = Octets(ref der, 6, field);
                break;
            case SgxOids.SgxType:
                SgxType = Enumerated(ref der, field);
                break;
            case SgxOids.PlatformInstanceId:
                PlatformInstanceId = Octets(ref der, 16, field);
                break;
            default:
                Members(ref der, oid, 2, SgxOids.LastConfiguration, field);
                break;
        }
    }

    private void TcbValue(ref DerReader der, byte arc, string field)
    {
        if (arc == SgxOids.CpuSvn)
        {
            CpuSvn = Octets(ref der, 16, field);
            return;
        }

        int svn = Integer(ref der, arc == SgxOids.PceSvn ? ushort.MaxValue : byte.MaxValue, field);
        if (arc == SgxOids.PceSvn)
        {
            PceSvn = svn;
        }
        else
        {
            components[arc - 1] = (byte)svn;
        }
    }

    private static ReadOnlyMemory<byte> Octets(ref DerReader der, int length, string field)
    {
        ReadOnlyMemory<byte> content = der.Content(DerTag.OctetString, field);
        if (content.Length != length)
        {
            der.Fail(field, $"is {content.Length} bytes, want {length}");
        }

        return content;
    }

    private static int Integer(ref DerReader der, int max, string field)
    {
        int value = 0;
        foreach (byte octet in der.Natural(field, 3).Span)
        {
            value = value << 8 | octet;
        }

        if (value > max)
        {
            der.Fail(field, $"is {value}, want at most {max}");
            return 0;
        }

        return value;
    }

    private static int Enumerated(ref DerReader der, string field)
    {
        ReadOnlySpan<byte> content = der.Content(DerTag.Enumerated, field).Span;
        if (content.Length == 1 && content[0] <= 2)
        {
            return content[0];
        }

        der.Fail(field, $"is {Hex.Of(content[..Math.Min(content.Length, 8)])}, want 0, 1 or 2");
        return 0;
    }
}
