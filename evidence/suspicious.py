"""Wordings that speak to a machine, in several languages, by the reason that each gives. Pure."""

from __future__ import annotations

SETS_ASIDE = "sets instructions aside"
SPEAKS = "speaks to a model"
ORDERS = "orders an answer"
PROMPT = "names the prompt"
IMITATES = "imitates a conversation"
HIDES = "hides characters"

_OPENING = r"(?:^|[.!?:;,“”\"'(«*>–-] ?|\b(?:please|now|and|then|must|should|to) )"
_OBJECT = r"(?:instructions?|prompts?|commands?)"
_WEAK = r"(?:rules?|guidelines?|directions?|context|training|constraints?)"
_BEFORE = (
    r"(?:previous|prior|above|earlier|preceding|foregoing|your|my|system|initial|original|existing|these)"
)

# In several languages, over one line of folded text. News tells what others did and uses other forms of the verb,
# and names no instructions that stand before the text: both are asked for.
PROSE: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        SETS_ASIDE,
        (
            rf"\b(?:ignore|disregard|forget|override|bypass)\b[^.!?]{{0,40}}\b{_BEFORE}\b[^.!?]{{0,30}}\b{_OBJECT}\b",
            rf"\b(?:ignore|disregard|forget)\b[^.!?]{{0,30}}\b{_OBJECT}\b[^.!?]{{0,30}}"
            r"\b(?:above|before|so far|you were given|you have been given|you received)\b",
            rf"{_OPENING}(?:ignore|disregard|forget) (?:all|any|every) (?:of )?(?:the )?{_OBJECT}\b",
            rf"{_OPENING}(?:ignore|disregard|forget)\b[^.!?]{{0,30}}(?:\b{_BEFORE}\b[^.!?]{{0,20}}\b{_WEAK}\b"
            rf"|\b{_WEAK}\b[^.!?]{{0,15}}\b(?:above|before)\b)",
            r"\b(?:ignore|disregard|forget) (?:all|everything|anything)\b[^.!?]{0,30}\b(?:above|before|previous)",
            # French, German, Spanish, Italian, Portuguese, Dutch.
            r"\b(?:ignore[zr]?|ignorons|oublie[zr]?|n[ée]glige[zr]?|(?:ne )?(?:tiens|tenez) (?:pas|aucun) compte"
            r"|fai(?:s|tes) abstraction)\b[^.!?]{0,40}\b(?:instructions|consignes|invites?|prompts?)\b[^.!?]{0,20}"
            r"\b(?:précédentes?|ci-dessus|antérieures?|qui précèdent|reçues|système)\b",
            r"\b(?:ignore[zr]?|oublie[zr]?)\b[^.!?]{0,20}\b(?:tes|vos|précédentes|ces) (?:instructions|consignes)\b",
            r"\b(?:ignorier(?:e|en sie|t)?|vergiss|vergesst|vergessen sie|missachte|beachte nicht|übergehe)\b"
            r"[^.!?]{0,30}\b(?:vorherigen|vorigen|bisherigen|obigen|früheren|vorangegangenen|vorangehenden"
            r"|vorstehenden|deine)\b[^.!?]{0,30}"
            r"\b(?:anweisung(?:en)?|instruktion(?:en)?|befehle?|prompts?|aufforderung(?:en)?|vorgaben|regeln)\b",
            r"\b(?:ignora|ignore|ignorad|olvida|olvide|olvidad|descarta|haz caso omiso de|no hagas caso (?:a|de))\b"
            r"[^.!?]{0,30}\b(?:instrucciones|órdenes|indicaciones|prompts?)\b[^.!?]{0,15}"
            r"\b(?:anteriores|previas|precedentes|de arriba)\b",
            r"\b(?:ignora|ignore|olvida|olvide)\b[^.!?]{0,20}\b(?:tus|anteriores|previas) instrucciones\b",
            r"\b(?:ignora|ignorate|dimentica|dimenticate)\b[^.!?]{0,30}\b(?:istruzioni|comandi|indicazioni)\b"
            r"[^.!?]{0,15}\b(?:precedenti|di cui sopra|qui sopra)\b",
            r"\b(?:ignor[ae]|esqueç[ae]|desconsidere)\b[^.!?]{0,30}\b(?:instruções|ordens|comandos)\b[^.!?]{0,15}"
            r"\b(?:anteriores|acima|prévias)\b",
            r"\b(?:negeer|vergeet)\b[^.!?]{0,30}\b(?:vorige|eerdere|bovenstaande|voorgaande)\b[^.!?]{0,20}"
            r"\b(?:instructies|opdrachten|prompts?)\b",
            # Russian, Chinese, Japanese, Korean, Arabic.
            r"\b(?:про)?(?:игнорируй(?:те)?|забудь(?:те)?)\b[^.!?]{0,40}\b(?:инструкци|указани|команд|промпт)\w*",
            r"(?:忽略|无视|無視|忘记|忘記|忽视|忽視|不要理会|不要理會)[^。!?]{0,10}"
            r"(?:之前|以前|以上|上述|上面|先前|此前|前面|所有|一切|你的)[^。!?]{0,10}"
            r"(?:指令|指示|提示词|提示詞|提示|命令)",
            r"(?:忽略|无视|無視|忘记|忘記)(?:掉)?(?:之前|以上|上述|上面|先前|前面)[^。!?]{0,6}(?:规则|規則|内容|內容)",
            r"(?:これまで|以前|上記|前|すべて|全て)の?[^。]{0,10}(?:指示|命令|プロンプト)[^。]{0,6}"
            r"(?:無視し(?:て|ろ|なさい)|無視せよ|忘れ(?:て|ろ))",
            r"(?:이전|위의|모든)[^.]{0,10}(?:지시|명령|프롬프트)[^.]{0,6}(?:무시하(?:고|세요|십시오|라)|잊어)",
            r"تجاهل[^.!؟]{0,30}(?:التعليمات|الأوامر)[^.!؟]{0,15}(?:السابقة|أعلاه)",
        ),
    ),
    (
        SPEAKS,
        (
            r"\byou are (?:now |hereby |from now on )?(?:an?|the)\b[^.!?]{0,30}"
            r"\b(?:assistant|language model|chatbot|llm|ai|gpt|drafter)\b(?![-\w])",
            rf"{_OPENING}(?:act as|behave as|pretend to be|roleplay as) (?:an?|the)\b[^.!?]{{0,30}}"
            r"\b(?:assistant|model|chatbot|bot|llm|ai|gpt|drafter)\b(?![-\w])",
            r"\b(?:dear|hey|attention|note to)[ ,:]{1,3}(?:the |any |all )?"
            r"(?:ai|llms?|language models?|assistants?|chatbots?)\b ?(?:[:,!]|models?|assistants?|systems?|agents?)",
            r"\bas an? (?:ai|large language|ai language) (?:model|assistant),? (?:you|your|please|do|ignore|say)\b",
            r"\b(?:enter|switch to|you are (?:now )?in) (?:developer|dan|god|jailbreak) mode\b",
            r"\b(?:tu es|vous êtes) (?:désormais |maintenant |à présent )?une? [^.!?]{0,25}"
            r"\b(?:assistante?|modèle de langage|chatbot|ia|intelligence artificielle)\b(?![-\w])",
            r"\b(?:du bist|sie sind (?:jetzt|nun|ab sofort))(?: jetzt| nun| ab jetzt| ab sofort)? eine?\b[^.!?]{0,25}"
            r"\b(?:assistent|assistentin|ki|sprachmodell|chatbot|ki-modell)\b(?![-\w])",
            r"\b(?:ahora )?eres(?: ahora)? una? [^.!?]{0,25}"
            r"\b(?:asistente|modelo de lenguaje|chatbot|ia|inteligencia artificial)\b(?![-\w])",
            r"\bты (?:теперь |отныне )?[^.!?]{0,20}\b(?:ассистент|языковая модель|чат-бот|ии)\b",
            r"你(?:现在|現在|将|將)?(?:是|扮演)(?:一个|一個|一名|一位)?[^。!?]{0,10}(?:助手|语言模型|語言模型|机器人|機器人|人工智能|AI)",
        ),
    ),
    (
        ORDERS,
        (
            r"\b(?:respond|reply|output)\b[^.!?]{0,20}\b(?:only|exactly|nothing but)\b[^.!?]{0,40}"
            r"\b(?:json|words?|following|verdict|yes|no|text|phrase)\b",
            r"\b(?:answer|return|print|write) (?:only|exactly|nothing but) (?:with )?"
            r"(?:json|the (?:words?|following|verdict|text|phrase))\b",
            r"\b(?:set|change|switch|move) (?:the|your) verdict\b",
            rf"{_OPENING}(?:choose|pick|select|declare|give|return|output|make) (?:the |your )verdict"
            r" ?(?:to be|to|as|is|should|must|[:“”\"'‘])",
            r"\byour (?:new |real |only )?(?:task|job|goal|role|instructions?) (?:is now|are now|is to|are to)\b",
            r"\b(?:do not|don't|don’t|never|must not) (?:cite|mention|reveal|use|quote)\b[^.!?]{0,30}"
            r"\b(?:other cards?|these cards?|any cards?|your instructions?|this prompt|the prompt)\b",
            r"\b(?:réponds|répondez) (?:uniquement|seulement|exactement) (?:par|avec|en)\b",
            r"\bantworte(?:n sie)? (?:nur|ausschließlich|exakt|lediglich) (?:mit|auf|in)\b",
            r"\b(?:responde|contesta) (?:solo|sólo|únicamente|solamente|exactamente) (?:con|en) "
            r"(?:la palabra|el texto|json|sí|no)\b",
            r"\b(?:choisis|choisissez|fixe|fixez|mets|mettez|règle|réglez) le verdict\b",
            r"\b(?:setze|setzen sie|wähle|wählen sie|ändere|ändern sie) das (?:urteil|verdikt)\b",
            r"\b(?:establece|pon|elige|cambia|fija) el veredicto (?:a|en|como)\b",
            r"(?:请|請)(?:只|仅|僅)(?:能)?(?:回答|回复|回覆|输出|輸出)|(?:将|將|把)?(?:结论|結論|裁决|裁決)(?:设为|设置为|設為|設置為)",
        ),
    ),
    (
        PROMPT,
        (
            r"\b(?:reveal|repeat|print|show|leak|output|display)\b[^.!?]{0,20}\byour\b[^.!?]{0,20}\b(?:prompt|instructions)\b",
            r"\byour (?:system|developer|hidden|initial|previous|original) (?:prompt|message|instructions?)\b",
            rf"{_OPENING}(?:reveal|repeat|print|show|output) the (?:system|hidden|initial) (?:prompt|instructions)\b",
            r"\b(?:révèle|révélez|affiche[zr]?|répète|répétez) (?:ton|votre|tes|vos) (?:prompt|invite|instructions)\b",
            r"\b(?:zeige?|nenne|wiederhole|verrate) (?:mir )?(?:deinen?|deine) (?:system-?)?(?:prompt|anweisungen)\b",
            r"\b(?:revela|muestra|repite) (?:tu|tus) (?:prompt|instrucciones)\b",
            r"(?:显示|顯示|透露|重复|重複|输出|輸出)(?:出)?你的(?:系统|系統)?(?:提示词|提示詞|提示|指令)",
        ),
    ),
)
# Over the text with its lines, since such marks begin one.
LINES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        IMITATES,
        (
            r"<\|?/?(?:im_start|im_end|system|assistant|user|endoftext|tool|instructions?)[^>\n]{0,20}\|?>",
            r"\[/?(?:INST|SYS|SYSTEM)\]|<<SYS>>|(?:^|\n)\s*(?:system|assistant|user|human)\s*:\s",
            r"(?:^|\n)\s*#{2,}\s*(?:system|instructions?|new (?:task|instructions?|rules?|prompt))\b",
            r"-{3,}\s*(?:begin|end)\b[^\n]{0,40}",
        ),
    ),
)
