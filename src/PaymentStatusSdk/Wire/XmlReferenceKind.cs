namespace PaymentStatusSdk.Adapters;

/// <summary>What an <c>&amp;</c> in a document starts.</summary>
internal enum XmlReferenceKind
{
    /// <summary>Nothing that XML knows: a bare <c>&amp;</c>, or the name of an entity that only HTML has.</summary>
    None = 0,

    /// <summary>A reference to a character.</summary>
    Character = 1,

    /// <summary>A reference to a number that is no character of XML.</summary>
    NoCharacter = 2,
}
