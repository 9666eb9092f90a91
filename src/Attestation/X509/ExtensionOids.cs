// SPDX-License-Identifier: Apache-2.0

namespace Attestation.X509;

/// <summary>Content bytes of the object identifiers of X.509 extensions (RFC 5280, sections 4.2.1, 5.2 and 5.3).</summary>
public static class ExtensionOids
{
    /// <summary>2.5.29.14</summary>
    public static ReadOnlySpan<byte> SubjectKeyIdentifier => [0x55, 0x1D, 0x0E];

    /// <summary>2.5.29.15</summary>
    public static ReadOnlySpan<byte> KeyUsage => [0x55, 0x1D, 0x0F];

    /// <summary>2.5.29.17</summary>
    public static ReadOnlySpan<byte> SubjectAlternativeName => [0x55, 0x1D, 0x11];

    /// <summary>2.5.29.19</summary>
    public static ReadOnlySpan<byte> BasicConstraints => [0x55, 0x1D, 0x13];

    /// <summary>2.5.29.20</summary>
    public static ReadOnlySpan<byte> CrlNumber => [0x55, 0x1D, 0x14];

    /// <summary>2.5.29.21</summary>
    public static ReadOnlySpan<byte> CrlReason => [0x55, 0x1D, 0x15];

    /// <summary>2.5.29.24</summary>
    public static ReadOnlySpan<byte> InvalidityDate => [0x55, 0x1D, 0x18];

    /// <summary>2.5.29.27</summary>
    public static ReadOnlySpan<byte> DeltaCrlIndicator => [0x55, 0x1D, 0x1B];

    /// <summary>2.5.29.28</summary>
    public static ReadOnlySpan<byte> IssuingDistributionPoint => [0x55, 0x1D, 0x1C];

    /// <summary>2.5.29.31</summary>
    public static ReadOnlySpan<byte> CrlDistributionPoints => [0x55, 0x1D, 0x1F];

    /// <summary>2.5.29.35</summary>
    public static ReadOnlySpan<byte> AuthorityKeyIdentifier => [0x55, 0x1D, 0x23];

    /// <summary>2.5.29.37</summary>
    public static ReadOnlySpan<byte> ExtendedKeyUsage => [0x55, 0x1D, 0x25];
}
