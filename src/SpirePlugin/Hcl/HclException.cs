// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SpirePlugin.Hcl;

/// <summary>Text that is no HCL; does not leave the reader.</summary>
/// <param name="line">Where, counted from 1.</param>
/// <param name="reason">What is wrong.</param>
internal sealed class HclException(int line, string reason) : Exception(reason)
{
    public int Line => line;
}
