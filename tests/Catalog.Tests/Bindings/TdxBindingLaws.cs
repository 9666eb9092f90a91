// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Catalog.Tests.Bindings;

/// <summary>The laws of binding on a simulated TDX machine.</summary>
public sealed class TdxBindingLaws : BindingLaws
{
    private protected override BindingMachine Machine => BindingMachine.Tdx;

    private protected override string RootRule => "TDX-PCK-04";
}
