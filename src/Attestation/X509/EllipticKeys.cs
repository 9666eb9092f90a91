// SPDX-License-Identifier: Apache-2.0

namespace Attestation.X509;

/// <summary>The implementation of P-256 and P-384 that this process verifies with: the base class library's, unless a program names another at its start.</summary>
/// <remarks>
/// Implementations differ in speed alone, and tests hold them against each other: what an appraisal finds stays a function of its inputs.
/// It is one for a whole process because keys are imported at the bottom of every chain, of vendors, platforms and callers alike.
/// </remarks>
public static class EllipticKeys
{
    private static volatile IEllipticKeys current = new FrameworkEllipticKeys();

    /// <summary>The one in use.</summary>
    internal static IEllipticKeys Current => current;

    /// <summary>Takes another one for keys that are imported from now on.</summary>
    /// <param name="keys">The implementation.</param>
    public static void Use(IEllipticKeys keys) => current = keys;
}
