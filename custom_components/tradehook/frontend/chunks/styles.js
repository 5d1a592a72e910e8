import{n as e,r as t,t as n}from"./localize.js";var r=globalThis,i=r.ShadowRoot&&(r.ShadyCSS===void 0||r.ShadyCSS.nativeShadow)&&`adoptedStyleSheets`in Document.prototype&&`replace`in CSSStyleSheet.prototype,a=Symbol(),o=new WeakMap,s=class{constructor(e,t,n){if(this._$cssResult$=!0,n!==a)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(i&&e===void 0){let n=t!==void 0&&t.length===1;n&&(e=o.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),n&&o.set(t,e))}return e}toString(){return this.cssText}},c=e=>new s(typeof e==`string`?e:e+``,void 0,a),l=(e,...t)=>new s(e.length===1?e[0]:t.reduce((t,n,r)=>t+(e=>{if(!0===e._$cssResult$)return e.cssText;if(typeof e==`number`)return e;throw Error(`Value passed to 'css' function must be a 'css' function result: `+e+`. Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.`)})(n)+e[r+1],e[0]),e,a),u=(e,t)=>{if(i)e.adoptedStyleSheets=t.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let n of t){let t=document.createElement(`style`),i=r.litNonce;i!==void 0&&t.setAttribute(`nonce`,i),t.textContent=n.cssText,e.appendChild(t)}},d=i?e=>e:e=>e instanceof CSSStyleSheet?(e=>{let t=``;for(let n of e.cssRules)t+=n.cssText;return c(t)})(e):e,{is:ee,defineProperty:te,getOwnPropertyDescriptor:ne,getOwnPropertyNames:re,getOwnPropertySymbols:ie,getPrototypeOf:ae}=Object,f=globalThis,p=f.trustedTypes,oe=p?p.emptyScript:``,se=f.reactiveElementPolyfillSupport,m=(e,t)=>e,h={toAttribute(e,t){switch(t){case Boolean:e=e?oe:null;break;case Object:case Array:e=e==null?e:JSON.stringify(e)}return e},fromAttribute(e,t){let n=e;switch(t){case Boolean:n=e!==null;break;case Number:n=e===null?null:Number(e);break;case Object:case Array:try{n=JSON.parse(e)}catch{n=null}}return n}},g=(e,t)=>!ee(e,t),_={attribute:!0,type:String,converter:h,reflect:!1,useDefault:!1,hasChanged:g};Symbol.metadata??=Symbol(`metadata`),f.litPropertyMetadata??=new WeakMap;var v=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=_){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let n=Symbol(),r=this.getPropertyDescriptor(e,n,t);r!==void 0&&te(this.prototype,e,r)}}static getPropertyDescriptor(e,t,n){let{get:r,set:i}=ne(this.prototype,e)??{get(){return this[t]},set(e){this[t]=e}};return{get:r,set(t){let a=r?.call(this);i?.call(this,t),this.requestUpdate(e,a,n)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??_}static _$Ei(){if(this.hasOwnProperty(m(`elementProperties`)))return;let e=ae(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(m(`finalized`)))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(m(`properties`))){let e=this.properties,t=[...re(e),...ie(e)];for(let n of t)this.createProperty(n,e[n])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[e,n]of t)this.elementProperties.set(e,n)}this._$Eh=new Map;for(let[e,t]of this.elementProperties){let n=this._$Eu(e,t);n!==void 0&&this._$Eh.set(n,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let n=new Set(e.flat(1/0).reverse());for(let e of n)t.unshift(d(e))}else e!==void 0&&t.push(d(e));return t}static _$Eu(e,t){let n=t.attribute;return!1===n?void 0:typeof n==`string`?n:typeof e==`string`?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let n of t.keys())this.hasOwnProperty(n)&&(e.set(n,this[n]),delete this[n]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return u(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,n){this._$AK(e,n)}_$ET(e,t){let n=this.constructor.elementProperties.get(e),r=this.constructor._$Eu(e,n);if(r!==void 0&&!0===n.reflect){let i=(n.converter?.toAttribute===void 0?h:n.converter).toAttribute(t,n.type);this._$Em=e,i==null?this.removeAttribute(r):this.setAttribute(r,i),this._$Em=null}}_$AK(e,t){let n=this.constructor,r=n._$Eh.get(e);if(r!==void 0&&this._$Em!==r){let e=n.getPropertyOptions(r),i=typeof e.converter==`function`?{fromAttribute:e.converter}:e.converter?.fromAttribute===void 0?h:e.converter;this._$Em=r;let a=i.fromAttribute(t,e.type);this[r]=a??this._$Ej?.get(r)??a,this._$Em=null}}requestUpdate(e,t,n,r=!1,i){if(e!==void 0){let a=this.constructor;if(!1===r&&(i=this[e]),n??=a.getPropertyOptions(e),!((n.hasChanged??g)(i,t)||n.useDefault&&n.reflect&&i===this._$Ej?.get(e)&&!this.hasAttribute(a._$Eu(e,n))))return;this.C(e,t,n)}!1===this.isUpdatePending&&(this._$ES=this._$EP())}C(e,t,{useDefault:n,reflect:r,wrapped:i},a){n&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,a??t??this[e]),!0!==i||a!==void 0)||(this._$AL.has(e)||(this.hasUpdated||n||(t=void 0),this._$AL.set(e,t)),!0===r&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[e,t]of this._$Ep)this[e]=t;this._$Ep=void 0}let e=this.constructor.elementProperties;if(e.size>0)for(let[t,n]of e){let{wrapped:e}=n,r=this[t];!0!==e||this._$AL.has(t)||r===void 0||this.C(t,void 0,n,r)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(e=>e.hostUpdate?.()),this.update(t)):this._$EM()}catch(t){throw e=!1,this._$EM(),t}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(e){}firstUpdated(e){}};v.elementStyles=[],v.shadowRootOptions={mode:`open`},v[m(`elementProperties`)]=new Map,v[m(`finalized`)]=new Map,se?.({ReactiveElement:v}),(f.reactiveElementVersions??=[]).push(`2.1.2`);var y=globalThis,b=e=>e,x=y.trustedTypes,ce=x?x.createPolicy(`lit-html`,{createHTML:e=>e}):void 0,S=`$lit$`,C=`lit$${Math.random().toFixed(9).slice(2)}$`,w=`?`+C,le=`<${w}>`,T=document,E=()=>T.createComment(``),D=e=>e===null||typeof e!=`object`&&typeof e!=`function`,O=Array.isArray,ue=e=>O(e)||typeof e?.[Symbol.iterator]==`function`,k=`[ 	
\f\r]`,A=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,j=/-->/g,M=/>/g,N=RegExp(`>|${k}(?:([^\\s"'>=/]+)(${k}*=${k}*(?:[^ \t\n\f\r"'\`<>=]|("|')|))|$)`,`g`),de=/'/g,fe=/"/g,pe=/^(?:script|style|textarea|title)$/i,me=e=>(t,...n)=>({_$litType$:e,strings:t,values:n}),he=me(1),ge=me(2),P=Symbol.for(`lit-noChange`),F=Symbol.for(`lit-nothing`),I=new WeakMap,L=T.createTreeWalker(T,129);function R(e,t){if(!O(e)||!e.hasOwnProperty(`raw`))throw Error(`invalid template strings array`);return ce===void 0?t:ce.createHTML(t)}var z=(e,t)=>{let n=e.length-1,r=[],i,a=t===2?`<svg>`:t===3?`<math>`:``,o=A;for(let t=0;t<n;t++){let n=e[t],s,c,l=-1,u=0;for(;u<n.length&&(o.lastIndex=u,c=o.exec(n),c!==null);)u=o.lastIndex,o===A?c[1]===`!--`?o=j:c[1]===void 0?c[2]===void 0?c[3]!==void 0&&(o=N):(pe.test(c[2])&&(i=RegExp(`</`+c[2],`g`)),o=N):o=M:o===N?c[0]===`>`?(o=i??A,l=-1):c[1]===void 0?l=-2:(l=o.lastIndex-c[2].length,s=c[1],o=c[3]===void 0?N:c[3]===`"`?fe:de):o===fe||o===de?o=N:o===j||o===M?o=A:(o=N,i=void 0);let d=o===N&&e[t+1].startsWith(`/>`)?` `:``;a+=o===A?n+le:l>=0?(r.push(s),n.slice(0,l)+S+n.slice(l)+C+d):n+C+(l===-2?t:d)}return[R(e,a+(e[n]||`<?>`)+(t===2?`</svg>`:t===3?`</math>`:``)),r]},B=class e{constructor({strings:t,_$litType$:n},r){let i;this.parts=[];let a=0,o=0,s=t.length-1,c=this.parts,[l,u]=z(t,n);if(this.el=e.createElement(l,r),L.currentNode=this.el.content,n===2||n===3){let e=this.el.content.firstChild;e.replaceWith(...e.childNodes)}for(;(i=L.nextNode())!==null&&c.length<s;){if(i.nodeType===1){if(i.hasAttributes())for(let e of i.getAttributeNames())if(e.endsWith(S)){let t=u[o++],n=i.getAttribute(e).split(C),r=/([.?@])?(.*)/.exec(t);c.push({type:1,index:a,name:r[2],strings:n,ctor:r[1]===`.`?_e:r[1]===`?`?ve:r[1]===`@`?ye:W}),i.removeAttribute(e)}else e.startsWith(C)&&(c.push({type:6,index:a}),i.removeAttribute(e));if(pe.test(i.tagName)){let e=i.textContent.split(C),t=e.length-1;if(t>0){i.textContent=x?x.emptyScript:``;for(let n=0;n<t;n++)i.append(e[n],E()),L.nextNode(),c.push({type:2,index:++a});i.append(e[t],E())}}}else if(i.nodeType===8){if(i.data===w)c.push({type:2,index:a});else{let e=-1;for(;(e=i.data.indexOf(C,e+1))!==-1;)c.push({type:7,index:a}),e+=C.length-1}}a++}}static createElement(e,t){let n=T.createElement(`template`);return n.innerHTML=e,n}};function V(e,t,n=e,r){if(t===P)return t;let i=r===void 0?n._$Cl:n._$Co?.[r],a=D(t)?void 0:t._$litDirective$;return i?.constructor!==a&&(i?._$AO?.(!1),a===void 0?i=void 0:(i=new a(e),i._$AT(e,n,r)),r===void 0?n._$Cl=i:(n._$Co??=[])[r]=i),i!==void 0&&(t=V(e,i._$AS(e,t.values),i,r)),t}var H=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:n}=this._$AD,r=(e?.creationScope??T).importNode(t,!0);L.currentNode=r;let i=L.nextNode(),a=0,o=0,s=n[0];for(;s!==void 0;){if(a===s.index){let t;s.type===2?t=new U(i,i.nextSibling,this,e):s.type===1?t=new s.ctor(i,s.name,s.strings,this,e):s.type===6&&(t=new be(i,this,e)),this._$AV.push(t),s=n[++o]}a!==s?.index&&(i=L.nextNode(),a++)}return L.currentNode=T,r}p(e){let t=0;for(let n of this._$AV)n!==void 0&&(n.strings===void 0?n._$AI(e[t]):(n._$AI(e,n,t),t+=n.strings.length-2)),t++}},U=class e{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,n,r){this.type=2,this._$AH=F,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=n,this.options=r,this._$Cv=r?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=V(this,e,t),D(e)?e===F||e==null||e===``?(this._$AH!==F&&this._$AR(),this._$AH=F):e!==this._$AH&&e!==P&&this._(e):e._$litType$===void 0?e.nodeType===void 0?ue(e)?this.k(e):this._(e):this.T(e):this.$(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==F&&D(this._$AH)?this._$AA.nextSibling.data=e:this.T(T.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:n}=e,r=typeof n==`number`?this._$AC(e):(n.el===void 0&&(n.el=B.createElement(R(n.h,n.h[0]),this.options)),n);if(this._$AH?._$AD===r)this._$AH.p(t);else{let e=new H(r,this),n=e.u(this.options);e.p(t),this.T(n),this._$AH=e}}_$AC(e){let t=I.get(e.strings);return t===void 0&&I.set(e.strings,t=new B(e)),t}k(t){O(this._$AH)||(this._$AH=[],this._$AR());let n=this._$AH,r,i=0;for(let a of t)i===n.length?n.push(r=new e(this.O(E()),this.O(E()),this,this.options)):r=n[i],r._$AI(a),i++;i<n.length&&(this._$AR(r&&r._$AB.nextSibling,i),n.length=i)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let t=b(e).nextSibling;b(e).remove(),e=t}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},W=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,n,r,i){this.type=1,this._$AH=F,this._$AN=void 0,this.element=e,this.name=t,this._$AM=r,this.options=i,n.length>2||n[0]!==``||n[1]!==``?(this._$AH=Array(n.length-1).fill(new String),this.strings=n):this._$AH=F}_$AI(e,t=this,n,r){let i=this.strings,a=!1;if(i===void 0)e=V(this,e,t,0),a=!D(e)||e!==this._$AH&&e!==P,a&&(this._$AH=e);else{let r=e,o,s;for(e=i[0],o=0;o<i.length-1;o++)s=V(this,r[n+o],t,o),s===P&&(s=this._$AH[o]),a||=!D(s)||s!==this._$AH[o],s===F?e=F:e!==F&&(e+=(s??``)+i[o+1]),this._$AH[o]=s}a&&!r&&this.j(e)}j(e){e===F?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??``)}},_e=class extends W{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===F?void 0:e}},ve=class extends W{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==F)}},ye=class extends W{constructor(e,t,n,r,i){super(e,t,n,r,i),this.type=5}_$AI(e,t=this){if((e=V(this,e,t,0)??F)===P)return;let n=this._$AH,r=e===F&&n!==F||e.capture!==n.capture||e.once!==n.once||e.passive!==n.passive,i=e!==F&&(n===F||r);r&&this.element.removeEventListener(this.name,this,n),i&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH==`function`?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},be=class{constructor(e,t,n){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=n}get _$AU(){return this._$AM._$AU}_$AI(e){V(this,e)}},xe={M:S,P:C,A:w,C:1,L:z,R:H,D:ue,V,I:U,H:W,N:ve,U:ye,B:_e,F:be},Se=y.litHtmlPolyfillSupport;Se?.(B,U),(y.litHtmlVersions??=[]).push(`3.3.3`);var Ce=(e,t,n)=>{let r=n?.renderBefore??t,i=r._$litPart$;if(i===void 0){let e=n?.renderBefore??null;r._$litPart$=i=new U(t.insertBefore(E(),e),e,void 0,n??{})}return i._$AI(e),i},G=globalThis,K=class extends v{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Ce(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return P}};K._$litElement$=!0,K.finalized=!0,G.litElementHydrateSupport?.({LitElement:K});var we=G.litElementPolyfillSupport;we?.({LitElement:K}),(G.litElementVersions??=[]).push(`4.2.2`);var Te={attribute:!0,type:String,converter:h,reflect:!1,hasChanged:g},Ee=(e=Te,t,n)=>{let{kind:r,metadata:i}=n,a=globalThis.litPropertyMetadata.get(i);if(a===void 0&&globalThis.litPropertyMetadata.set(i,a=new Map),r===`setter`&&((e=Object.create(e)).wrapped=!0),a.set(n.name,e),r===`accessor`){let{name:r}=n;return{set(n){let i=t.get.call(this);t.set.call(this,n),this.requestUpdate(r,i,e,!0,n)},init(t){return t!==void 0&&this.C(r,void 0,e,t),t}}}if(r===`setter`){let{name:r}=n;return function(n){let i=this[r];t.call(this,n),this.requestUpdate(r,i,e,!0,n)}}throw Error(`Unsupported decorator location: `+r)};function q(e){return(t,n)=>typeof n==`object`?Ee(e,t,n):((e,t,n)=>{let r=t.hasOwnProperty(n);return t.constructor.createProperty(n,e),r?Object.getOwnPropertyDescriptor(t,n):void 0})(e,t,n)}function J(e){return q({...e,state:!0,attribute:!1})}function De(e){if(e!==null)return(e.includes(`.`)?e.replace(/0+$/,``):e).split(`.`)[1]?.length??0}var Oe=class{constructor(e,t){this.cache=new Map;let{time_format:n,time_zone:r}=e;this.clock={...n===`12`?{hourCycle:`h12`}:n===`24`?{hourCycle:`h23`}:{},...r===`server`&&t?{timeZone:t}:{}},this.language=e.language,this.grouped=e.number_format!==`none`,this.rightToLeft=/^(ar|fa|he|ur)\b/.test(e.language),this.numbers={comma_decimal:`en-US`,decimal_comma:`de`,space_comma:`fr`,quote_decimal:`de-CH`,none:`en-US`,system:void 0}[e.number_format],this.numbers===void 0&&e.number_format!==`system`&&(this.numbers=e.language)}number(e,t,n=!1){if(e==null)return`–`;let r=this.formatter(t,n).format(e);return this.rightToLeft&&/^[-+−]/.test(r)?`\u200e${r}`:r}price(e,t){return this.number(e,De(t))}money(e,t,n=!1){if(e==null)return`–`;let r=[`BTC`,`ETH`,`BNB`,`SOL`].includes(t);return`${this.number(e,r?8:2,n)} ${t}`}percent(e){return e==null?`–`:`${this.number(e,2,!0)} %`}time(e){return e?this.times({dateStyle:`medium`,timeStyle:`medium`})(new Date(e)):`–`}times(e){let t=new Intl.DateTimeFormat(this.language,{...e,...this.clock});return e=>t.format(e)}formatter(e,t){let n=`${e} ${t}`,r=this.cache.get(n);return r||(r=new Intl.NumberFormat(this.numbers,{minimumFractionDigits:e??0,maximumFractionDigits:e??12,signDisplay:t?`exceptZero`:`auto`,useGrouping:this.grouped}),this.cache.set(n,r)),r}};function ke(e){let t=Number(e??0);return t>0?`profit`:t<0?`loss`:``}function Ae(e){let{realized_profit:t,unrealized_profit:n}=e;return n===null?null:(Number(t)+Number(n)).toFixed(8)}function je(e){let[,t,n]=e.split(`_`);return n&&t?`${n}/${t}`:e}function Me(e){return e.split(`:`)[0]??e}var Ne=class{constructor(e){this.connection=e}connect(){return this.ask(`connect`,{protocol:1})}positions(e){return this.subscribe(`subscribe_positions`,{},e)}accounts(e){return this.subscribe(`subscribe_accounts`,{},e)}signals(e){return this.subscribe(`subscribe_signals`,{},e)}market(e,t,n,r,i={}){return this.subscribe(`subscribe_market`,{account:e,symbol:t,interval:n,...i},r)}close(e,t={}){return this.ask(`close_position`,{...Y(e),...t})}modify(e,t){return this.ask(`modify_position`,{...Y(e),changes:t})}keep(e){return this.ask(`keep_position`,Y(e))}createLink(e,t,n){return this.ask(`create_link`,{...Y(e),mode:t,question:n})}links(e){return this.ask(`links`,Y(e))}revokeLink(e,t){return this.ask(`revoke_link`,{account:e,link_id:t})}position(e){return this.ask(`position`,Y(e))}history(e,t,n){return this.ask(`history`,{...X(e,n),limit:t})}trades(e,t,n=100){return this.ask(`trades`,{...X(e,t),limit:n})}async states(e,t){return((await this.connection.sendMessagePromise({type:`history/history_during_period`,start_time:new Date(Date.now()-t*36e5).toISOString(),entity_ids:[e],minimal_response:!0,no_attributes:!0}))[e]??[]).map(({s:e,lu:t})=>[t*1e3,Number(e)]).filter(([,e])=>Number.isFinite(e))}async averages(e,t,n){return((await this.connection.sendMessagePromise({type:`recorder/statistics_during_period`,start_time:new Date(Date.now()-t*36e5).toISOString(),statistic_ids:[e],period:n,types:[`mean`]}))[e]??[]).flatMap(({start:e,mean:t})=>typeof t==`number`?[[e,t]]:[])}setBot(e,t,n){return this.ask(`set_bot`,{account:e,bot_id:t,on:n})}setTrading(e,t){return this.ask(`set_trading`,{account:e,on:t})}webhook(e,t){return this.ask(`bot_webhook`,{account:e,bot_id:t})}sendSignal(e,t,n){return this.ask(`send_signal`,{account:e,bot_id:t,signal:n})}async command(e,t,n){let{status:r,body:i}=await this.sendSignal(e,t,n);if(r<300)return;let a=i.errors?.map(({path:e,message:t})=>e?`${e}: ${t}`:t);throw Error(a?.join(`; `)||i.error||i.code||String(r))}checkSignal(e,t,n){return this.ask(`check_signal`,{account:e,bot_id:t,signal:n})}stopAndClose(e,t){return this.ask(`stop_and_close`,{account:e,bot_id:t})}botSettings(e,t){return this.ask(`bot_settings`,{account:e,bot_id:t})}botChanges(e,t){return this.ask(`bot_changes`,{account:e,bot_id:t})}botRecord(e,t){return this.ask(`bot_record`,{account:e,bot_id:t})}signalPage(e,t,n,r=100){return this.ask(`signals`,{...t,...X(e,n),limit:r})}async texts(e,t){let{resources:n}=await this.connection.sendMessagePromise({type:`frontend/get_translations`,language:e,category:t,integration:[`tradehook`]});return n}ask(e,t){return this.connection.sendMessagePromise({type:`tradehook/${e}`,...t})}async subscribe(e,t,n){let r=await this.connection.subscribeMessage(n,{type:`tradehook/${e}`,...t},{resubscribe:!1});return()=>void r().catch(()=>void 0)}};function Y({account:e,position_id:t}){return{account:e,position_id:t}}function X(e,t){return t===void 0?{account:e}:{account:e,before:t}}function Pe(e){return typeof e==`object`&&e&&`message`in e?String(e.message):String(e)}function Fe(e,t){let n=new Map(t.positions?t.positions.map(e=>[e.position_id,e]):e);for(let e of t.gone??[])n.delete(e);for(let e of t.changed??[])n.set(e.position_id,e);for(let[e,[r,i,a]]of Object.entries(t.prices??{})){let t=n.get(e);t&&n.set(e,{...t,mark_price:r,unrealized_profit:i,profit_percentage:a})}return n}function Ie(e,t){let n=new Map((t.signals?[]:e).map(e=>[e.receipt_id,e]));for(let e of[...t.signals??[],...t.changed??[]])n.set(e.receipt_id,e);return[...n.values()].sort((e,t)=>Z(t.received_at,e.received_at))}var Le=new Set([`size`,`entry_price`,`mark_price`,`profit_percentage`,`unrealized_profit`]);function Re(e,t,n){let r=t.toLowerCase().split(/\s+/).filter(Boolean),i=[...e].filter(e=>{let t=[e.symbol,e.bot_name,e.account_name,e.side,e.status].join(` `).toLowerCase();return r.every(e=>t.includes(e))}),a=n.descending?-1:1;return i.sort((e,t)=>a*ze(e,t,n.key)||Z(e.position_id,t.position_id))}function ze(e,t,n){let[r,i]=[e[n],t[n]];return r===null||i===null?Number(r!==null)-Number(i!==null):Le.has(n)?Number(r)-Number(i):Z(r,i)}function Z(e,t){return e<t?-1:+(e>t)}var Be=[500,1e3,2e3,5e3,1e4],Ve=class{constructor(e,t,n=[`positions`,`accounts`]){this.changed=t,this.parts=n,this.status=`connecting`,this.problem=``,this.ends=[],this.run=0,this.wantsSignals=!1,this.onReady=()=>void this.start(),this.onDisconnected=()=>{this.ends=[],this.forget(),this.set(`disconnected`)},e.addController(this)}get api(){if(!this.connection)throw Error(`Home Assistant is not connected`);return new Ne(this.connection)}use(e){return this.connection!==e&&(this.stop(),this.connection=e,this.begin(),!0)}hostConnected(){this.connection&&this.begin()}hostDisconnected(){this.stop()}needSignals(){this.wantsSignals||(this.wantsSignals=!0,this.status===`ready`&&this.followSignals(this.run))}begin(){this.stop(),this.connection?.addEventListener(`ready`,this.onReady),this.connection?.addEventListener(`disconnected`,this.onDisconnected),this.start()}stop(){this.connection?.removeEventListener(`ready`,this.onReady),this.connection?.removeEventListener(`disconnected`,this.onDisconnected),this.forget()}forget(){this.run+=1,clearTimeout(this.timer);for(let e of this.ends)e();this.ends=[],this.positions=this.accounts=this.signals=void 0}async start(e=0){this.forget();let t=this.run;this.status!==`unavailable`&&this.set(`connecting`);try{let{compatible:e}=await this.api.connect();if(t!==this.run)return;if(!e){this.set(`outdated`);return}let{api:n}=this;this.parts.includes(`positions`)&&await this.follow(t,e=>n.positions(e(e=>{this.positions=Fe(this.positions??new Map,e)}))),this.parts.includes(`accounts`)&&await this.follow(t,e=>n.accounts(e(({accounts:e})=>{this.accounts=e}))),this.wantsSignals&&await this.followSignals(t),t===this.run&&this.set(`ready`)}catch(n){if(t!==this.run)return;this.set(`unavailable`,Pe(n));let r=Be[Math.min(e,Be.length-1)];this.timer=setTimeout(()=>void this.start(e+1),r)}}followSignals(e){let{api:t}=this;return this.follow(e,e=>t.signals(e(e=>{this.signals=Ie(this.signals??[],e)})))}async follow(e,t){if(e!==this.run)return;let n=await t(t=>n=>{e===this.run&&(t(n),this.changed())});e===this.run?this.ends.push(n):n()}set(e,t=``){this.status=e,this.problem=t,this.changed()}};function Q(e,t,n,r){var i=arguments.length,a=i<3?t:r===null?r=Object.getOwnPropertyDescriptor(t,n):r,o;if(typeof Reflect==`object`&&typeof Reflect.decorate==`function`)a=Reflect.decorate(e,t,n,r);else for(var s=e.length-1;s>=0;s--)(o=e[s])&&(a=(i<3?o(a):i>3?o(t,n,a):o(t,n))||a);return i>3&&a&&Object.defineProperty(t,n,a),a}var He=`/tradehook`,$=class extends K{constructor(e){super(),this.t=n,this.news=0,this.language=``,this.live=new Ve(this,()=>this.news+=1,e)}shouldUpdate(e){if(!this.hass)return!1;let{hass:t}=this,n=!e.has(`hass`)||e.size>1||!this.ctx;return t.locale!==this.locale&&(this.locale=t.locale,this.format=new Oe(t.locale,t.config?.time_zone),this.ctx=void 0,n=!0),t.language!==this.language&&(this.language=t.language,this.loadLanguage(t.language)),this.live.use(t.connection)&&(this.ctx=void 0,n=!0),n}async loadLanguage(n){let r=await e(n);n===this.language&&(this.t=t(r),this.ctx=void 0)}get context(){return this.ctx??={api:this.live.api,live:this.live,format:this.format,t:this.t,go:e=>this.go(e),ask:e=>this.dialogs.ask(e),say:e=>this.say(e),link:e=>this.dialogs.link(e),act:(e,t)=>void this.dialogs.act(e,t),admin:this.hass.user?.is_admin??!1},this.ctx}get dialogs(){return this.renderRoot.querySelector(`tradehook-dialogs`)}go(e){history.pushState(null,``,He+e),window.dispatchEvent(new CustomEvent(`location-changed`,{detail:{replace:!1}}))}};Q([q({attribute:!1})],$.prototype,`hass`,void 0),Q([J()],$.prototype,`t`,void 0),Q([J()],$.prototype,`news`,void 0);function Ue(e){return t=>{customElements.get(e)||customElements.define(e,t)}}var We=l`
  :host {
    --th-profit: color-mix(in srgb, var(--success-color, #43a047) 62%, var(--primary-text-color));
    --th-loss: color-mix(in srgb, var(--error-color, #db4437) 72%, var(--primary-text-color));
    --th-link: color-mix(in srgb, var(--primary-color) 62%, var(--primary-text-color));
    --th-button: color-mix(in srgb, var(--primary-color) 62%, #000);
    --th-danger: color-mix(in srgb, var(--error-color, #db4437) 72%, #000);
    --th-soft: color-mix(in srgb, var(--secondary-text-color) 75%, var(--primary-text-color));
    --th-line: var(--divider-color, rgba(127, 127, 127, 0.3));
    --th-radius: var(--ha-card-border-radius, 12px);
    color: var(--primary-text-color);
  }
  * {
    box-sizing: border-box;
  }
  :focus-visible {
    outline: 2px solid var(--th-link);
    outline-offset: 2px;
  }
  .card {
    background: var(--ha-card-background, var(--card-background-color));
    border: 1px solid var(--ha-card-border-color, var(--th-line));
    border-radius: var(--th-radius);
    box-shadow: var(--ha-card-box-shadow, none);
  }
  .profit {
    color: var(--th-profit);
  }
  .loss {
    color: var(--th-loss);
  }
  .soft {
    color: var(--th-soft);
  }
  .number {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  h1,
  h2,
  h3 {
    font-weight: 500;
    margin: 0;
  }
  h2 {
    font-size: 20px;
  }
  h3 {
    font-size: 16px;
  }
  p {
    margin: 8px 0;
    line-height: 1.5;
  }
  button,
  input,
  select,
  textarea {
    color: inherit;
    font: inherit;
  }
  .button {
    background: var(--th-button);
    border: 0;
    border-radius: 20px;
    color: #fff;
    cursor: pointer;
    font-weight: 500;
    min-height: 40px;
    padding: 8px 20px;
    text-decoration: none;
  }
  .button.plain {
    background: none;
    color: var(--th-link);
  }
  .button.outlined {
    background: none;
    border: 1px solid var(--th-line);
    color: var(--th-link);
  }
  .button.danger {
    background: var(--th-danger);
  }
  .button:disabled {
    cursor: default;
    opacity: 0.6;
  }
  .button:hover:not(:disabled) {
    filter: brightness(1.12);
  }
  .icon-button {
    align-items: center;
    background: none;
    border: 0;
    border-radius: 50%;
    cursor: pointer;
    display: inline-flex;
    height: 40px;
    justify-content: center;
    padding: 0;
    width: 40px;
  }
  .icon-button:hover {
    background: color-mix(in srgb, currentColor 10%, transparent);
  }
  .field {
    background: var(--card-background-color);
    border: 1px solid color-mix(in srgb, var(--secondary-text-color) 70%, transparent);
    border-radius: 8px;
    min-height: 40px;
    padding: 8px 12px;
    width: 100%;
  }
  label.labelled {
    display: block;
    font-size: 14px;
  }
  label.labelled > span {
    color: var(--th-soft);
    display: block;
    margin-bottom: 4px;
  }
  .chip {
    background: color-mix(in srgb, currentColor 10%, transparent);
    border-radius: 12px;
    display: inline-block;
    font-size: 12px;
    font-weight: 500;
    line-height: 16px;
    padding: 3px 10px;
    white-space: nowrap;
  }
  .chip.warn {
    color: var(--th-loss);
  }
  .segments button {
    background: none;
    border: 1px solid var(--th-line);
    cursor: pointer;
    min-height: 36px;
    padding: 4px 14px;
  }
  .segments button:first-child {
    border-start-start-radius: 18px;
    border-end-start-radius: 18px;
  }
  .segments button:last-child {
    border-inline-start: 0;
    border-start-end-radius: 18px;
    border-end-end-radius: 18px;
  }
  .segments [aria-pressed="true"] {
    background: color-mix(in srgb, var(--primary-color) 18%, transparent);
  }
  .empty {
    padding: 48px 24px;
    text-align: center;
  }
  .error {
    color: var(--th-loss);
  }
  .sr {
    clip-path: inset(50%);
    height: 1px;
    overflow: hidden;
    position: absolute;
    white-space: nowrap;
    width: 1px;
  }
`;export{P as _,Q as a,ge as b,De as c,Ae as d,ke as f,F as g,K as h,He as i,Me as l,q as m,Ue as n,Re as o,J as p,$ as r,Pe as s,We as t,je as u,he as v,l as x,xe as y};