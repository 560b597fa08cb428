namespace PaymentStatusSdk.Xml;

/// <summary>The repairs that a document needed before the parser could read it.</summary>
[Flags]
internal enum XmlRepairs
{
    /// <summary>No repair.</summary>
    None = 0,

    /// <summary>Octets that the encoding does not allow, or characters that XML does not allow, became U+FFFD.</summary>
    ReplacedCharacters = 1,

    /// <summary>An <c>&amp;</c> that starts no reference was read as that character.</summary>
    EscapedAmpersands = 2,

    /// <summary>The document declares another encoding but is UTF-8.</summary>
    IgnoredLabel = 4,
}
