// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Tdx.Simulator;

/// <summary>How a quote's signature comes out.</summary>
public enum QuoteSignatureForm
{
    /// <summary>Valid.</summary>
    Valid = 0,

    /// <summary>Valid too: the twin with s replaced by n - s, which every verifier accepts.</summary>
    OtherS,

    /// <summary>Its lowest bit flipped.</summary>
    Corrupted,

    /// <summary>By another key.</summary>
    Stranger,

    /// <summary>r is zero.</summary>
    ZeroR,

    /// <summary>s is zero.</summary>
    ZeroS,

    /// <summary>s is the curve's order.</summary>
    SIsOrder,
}
