// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Catalog.Tests.Bindings;

/// <summary>The laws of binding on a simulated SEV-SNP machine.</summary>
public sealed class SnpBindingLaws : BindingLaws
{
    private protected override BindingMachine Machine => BindingMachine.Snp;

    private protected override string RootRule => "SNP-ARK-05";
}
