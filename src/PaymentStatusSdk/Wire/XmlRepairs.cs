namespace PaymentStatusSdk.Adapters;

/// <summary>What had to be done to a document before the parser could read it.</summary>
[Flags]
internal enum XmlRepairs
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Octets that the encoding does not have, or characters that XML does not have, became U+FFFD.</summary>
    ReplacedCharacters = 1,

    /// <summary>An <c>&amp;</c> that starts no reference was read as that character.</summary>
    EscapedAmpersands = 2,

    /// <summary>The document declares another encoding and is UTF-8.</summary>
    IgnoredLabel = 4,
}
