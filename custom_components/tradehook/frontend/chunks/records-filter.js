import{_ as e,b as t,f as n,h as r,m as i,n as a,o,p as s,r as c,t as l}from"./styles.js";import{i as u}from"./localize.js";import{i as d,t as f}from"./spans.js";var p=(e,t,n)=>(n.configurable=!0,n.enumerable=!0,Reflect.decorate&&typeof t!=`object`&&Object.defineProperty(e,t,n),n);function m(e,t){return(n,r,i)=>{let a=t=>t.renderRoot?.querySelector(e)??null;if(t){let{get:e,set:t}=typeof r==`object`?n:i??(()=>{let e=Symbol();return{get(){return this[e]},set(t){this[e]=t}}})();return p(n,r,{get(){let n=e.call(this);return n===void 0&&(n=a(this),(n!==null||this.hasUpdated)&&t.call(this,n)),n}})}return p(n,r,{get(){return a(this)}})}}var h=class extends i{constructor(...e){super(...e),this.accounts=[],this.markets=[],this.tags=[],this.preset=`days_30`,this.positions=!1,this.account=``,this.bot=``,this.symbol=``,this.side=``,this.tag=``,this.first=``,this.last=``}get asked(){let e=this.account===`paper`||this.account===`live`,t=this.preset===`custom`?{first:this.first,last:this.last}:d(this.preset,this.ctx.format.today());return{...this.account?e?{account_type:this.account}:{account:this.account}:{},...this.bot?{bot_id:this.bot}:{},...this.symbol?{symbol:this.symbol}:{},...this.side?{side:this.side}:{},...this.tag?{tag:this.tag}:{},...t.first?{first_day:t.first}:{},...t.last?{last_day:t.last}:{}}}get loaded(){return this.accounts.filter(({loaded:e})=>e)}render(){let{t}=this.ctx,n=[...new Set(this.loaded.map(({type:e})=>e))],i=this.loaded.filter(({account:e,type:t})=>!this.account||e===this.account||t===this.account).flatMap(e=>e.bots);return e`<div class="filter" role="group" aria-label=${t(`filter.title`)}>
      ${this.select(`account`,t(`filter.account`),[[``,t(`filter.all_accounts`)],...n.length>1?n.map(e=>[e,t(`filter.all_${e}`)]):[],...this.loaded.map(({account:e,name:t})=>[e,t])])}
      ${this.select(`preset`,t(`filter.period`),f.map(e=>[e,t(`filter.${e}`)]))}
      ${this.preset===`custom`?e`${this.date(`first`)}${this.date(`last`)}`:r}
      ${this.select(`bot`,t(`filter.bot`),[[``,t(`filter.all_bots`)],...i.map(({bot_id:e,name:t})=>[e,t])])}
      ${this.select(`symbol`,t(`filter.market`),[[``,t(`filter.all_markets`)],...this.markets.map(e=>[e,o(e)])])}
      ${this.positions?e`${this.select(`side`,t(`filter.side`),[[``,t(`filter.both_sides`)],[`long`,u(t,`side`,`long`)],[`short`,u(t,`side`,`short`)]])}
          ${this.tags.length?this.select(`tag`,t(`filter.tag`),[[``,t(`filter.all_tags`)],...this.tags.map(e=>[e,e])]):r}`:r}
      <slot></slot>
    </div>`}select(t,n,r){return e`<label class="labelled"
      ><span>${n}</span>
      <select class="field" name=${t} @change=${e=>this.choose(t,e.target.value)}>
        ${r.map(([n,r])=>e`<option value=${n} ?selected=${n===this[t]}>${r}</option>`)}
      </select>
    </label>`}date(t){return e`<label class="labelled"
      ><span>${this.ctx.t(`filter.${t}`)}</span>
      <input class="field" type="date" name=${t} .value=${this[t]} @change=${e=>this.choose(t,e.target.value)} />
    </label>`}choose(e,t){this[e]=t,e===`account`&&(this.bot=``),(e!==`preset`||t!==`custom`)&&this.dispatchEvent(new CustomEvent(`tradehook-filter`,{detail:this.asked}))}static{this.styles=[l,t`
      .filter {
        display: grid;
        gap: 8px 12px;
        grid-template-columns: repeat(auto-fill, minmax(150px, 1fr));
        margin-bottom: 16px;
      }
      .filter > * {
        min-width: 0;
      }
    `]}};c([s({attribute:!1})],h.prototype,`ctx`,void 0),c([s({attribute:!1})],h.prototype,`accounts`,void 0),c([s({attribute:!1})],h.prototype,`markets`,void 0),c([s({attribute:!1})],h.prototype,`tags`,void 0),c([s()],h.prototype,`preset`,void 0),c([s({type:Boolean})],h.prototype,`positions`,void 0),c([n()],h.prototype,`account`,void 0),c([n()],h.prototype,`bot`,void 0),c([n()],h.prototype,`symbol`,void 0),c([n()],h.prototype,`side`,void 0),c([n()],h.prototype,`tag`,void 0),c([n()],h.prototype,`first`,void 0),c([n()],h.prototype,`last`,void 0),h=c([a(`tradehook-records-filter`)],h);export{m as t};